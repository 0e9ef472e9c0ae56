import { assertEquals } from "@std/assert";
import { LosslessTypes } from "../../../core/analyse/lossless_types.ts";
import type { TensorFacts } from "../../../core/model/report.ts";

/** A side whose values were not read. */
const UNREAD = { zeros: undefined } as unknown as Partial<TensorFacts>;

const NONE = { narrower_type: "", narrower_bytes: 0 };

/** The facts of a model of parameters of four elements each. */
function factsOf(...sides: readonly Partial<TensorFacts>[]) {
  const types = new LosslessTypes();
  for (const side of sides) {
    types.add({ role: "parameter", new: { dtype: "float32", shape: [4], elements: 4, zeros: 0, ...side } });
  }
  return types.facts();
}

Deno.test("LosslessTypes names no type that one parameter does not fit", () => {
  const fits = { lossless_in: ["bfloat16", "float16"] };
  assertEquals(factsOf(fits, { lossless_in: ["float16"] }), { narrower_type: "float16", narrower_bytes: 16 });
  assertEquals(factsOf(fits, { min: 0, max: 1 }), NONE);
  assertEquals(factsOf(), NONE);
});

Deno.test("LosslessTypes looks at the value of a constant parameter", () => {
  assertEquals(factsOf({ min: 0.5, max: 0.5 }), { narrower_type: "bfloat16", narrower_bytes: 8 });
  assertEquals(factsOf({ min: 70000, max: 70000 }), NONE);
  assertEquals(factsOf({ min: 0.1, max: 0.1 }), NONE);
  assertEquals(factsOf({ min: 0.5, max: 0.5, nan: 1 }), NONE);
});

Deno.test("LosslessTypes counts tied parameters once, and those that are narrow already not at all", () => {
  const fits = { lossless_in: ["bfloat16"] };
  assertEquals(factsOf(fits, { ...fits, tied_to: "a" }, { dtype: "float16" }), {
    narrower_type: "bfloat16",
    narrower_bytes: 8,
  });
});

Deno.test("LosslessTypes saves most for the narrowest type of float64", () => {
  assertEquals(factsOf({ dtype: "float64", lossless_in: ["float32"] }), {
    narrower_type: "float32",
    narrower_bytes: 16,
  });
  assertEquals(factsOf({ dtype: "float64", lossless_in: ["float32", "float16"] }), {
    narrower_type: "float16",
    narrower_bytes: 24,
  });
});

Deno.test("LosslessTypes knows nothing where a parameter was not measured", () => {
  assertEquals(factsOf({ lossless_in: ["float16"] }, UNREAD), {});
});

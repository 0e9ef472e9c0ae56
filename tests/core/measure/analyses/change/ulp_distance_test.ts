import { assertEquals } from "@std/assert";
import { ulpDistance } from "../../../../../core/measure/analyses/change/ulp_distance.ts";
import { float64, makeTensor, tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";

const NONE = { same: 0, upto_1: 0, upto_16: 0, upto_256: 0, beyond: 0, left_out: 0 };

function float32(...values: readonly number[]) {
  return tensorOf("float32", Float32Array.from(values));
}

Deno.test("ulpDistance counts the numbers between old and new, across zero too", async () => {
  const up = 1 + 2 ** -23, tiny = 2 ** -149;
  assertEquals(await analysePair(ulpDistance, float32(1, 0, -tiny, 1, 1, NaN), float32(up, -0, tiny, 1.5, 1, 1)), {
    figures: {
      max: 2 ** 22,
      mean: (1 + 2 + 2 ** 22) / 5,
      ...NONE,
      same: 2,
      upto_1: 1,
      upto_16: 1,
      beyond: 1,
      left_out: 1,
    },
  });
});

Deno.test("ulpDistance counts in patterns of float8", async () => {
  const old = makeTensor("float8_e4m3fn", Uint8Array.of(0x38, 0x7f, 0x80)),
    fresh = makeTensor("float8_e4m3fn", Uint8Array.of(0x3a, 0, 0));
  assertEquals(await analysePair(ulpDistance, old, fresh), {
    figures: { max: 2, mean: 1, ...NONE, same: 1, upto_16: 1, left_out: 1 },
  });
});

Deno.test("ulpDistance of NaN alone is null, and says why", async () => {
  const reason = "no pair of numbers";
  assertEquals(await analysePair(ulpDistance, float32(NaN), float32(NaN)), {
    figures: { max: null, mean: null, ...NONE, left_out: 1 },
    unmeasured: { max: reason, mean: reason },
  });
});

Deno.test("ulpDistance leaves out pairs of different types, and does not apply to integers", async () => {
  const { status, reason } = await analyseTensors(ulpDistance, [{ path: "a", old: float32(1), new: float64(1) }]);
  assertEquals([status, reason], ["skipped", "the types differ"]);
  const counts = tensorOf("int32", Int32Array.of(1));
  assertEquals((await analyseTensors(ulpDistance, [{ path: "a", old: counts, new: counts }])).status, "not_applicable");
});

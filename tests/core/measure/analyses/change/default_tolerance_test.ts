import { assertEquals } from "@std/assert";
import { defaultTolerance } from "../../../../../core/measure/analyses/change/default_tolerance.ts";
import { makeTensor, tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";

const FLOAT32 = { rtol: 1.3e-6, atol: 1e-5 };

function float32(...values: readonly number[]) {
  return tensorOf("float32", Float32Array.from(values));
}

// torch.testing.assert_close of the same tensors: "Mismatched elements: 4 / 8", 2.13.
Deno.test("defaultTolerance counts what torch.testing.assert_close does", async () => {
  const old = float32(0, 0, 100, 100, NaN, Infinity, Infinity, 1);
  const fresh = float32(9e-6, 2e-5, 100.0001, 100.001, NaN, Infinity, 1, 1);
  assertEquals(await analysePair(defaultTolerance, old, fresh), { figures: { beyond: 4, ...FLOAT32, share: 0.5 } });
});

Deno.test("defaultTolerance takes the larger tolerance of two types, and none of integers", async () => {
  const bfloat16 = makeTensor("bfloat16", Uint8Array.of(0x80, 0x3f)); // 1
  assertEquals(await analysePair(defaultTolerance, float32(1.015), bfloat16), {
    figures: { beyond: 0, rtol: 1.6e-2, atol: 1e-5, share: 0 },
  });
  const counts = tensorOf("int32", Int32Array.of(5, 6)), other = tensorOf("int32", Int32Array.of(5, 7));
  assertEquals(await analysePair(defaultTolerance, counts, other), {
    figures: { beyond: 1, rtol: 0, atol: 0, share: 0.5 },
  });
});

Deno.test("defaultTolerance skips types that torch has no tolerance for, and an empty tensor has no share", async () => {
  const float8 = makeTensor("float8_e5m2", Uint8Array.of(0));
  const { reason } = await analyseTensors(defaultTolerance, [{ path: "a", old: float8, new: float8 }]);
  assertEquals(reason, "torch has no tolerance for its type");
  assertEquals(await analysePair(defaultTolerance, float32(), float32()), {
    figures: { beyond: 0, ...FLOAT32, share: null },
    unmeasured: { share: "the tensor has no elements" },
  });
});

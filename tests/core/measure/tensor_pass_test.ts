import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { measurePair, measureTensor } from "../../../core/measure/tensor_pass.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { checkPair } from "./check_pair.ts";
import { HARD_PAIRS } from "./hard_pairs.ts";
import { float64, makeTensor, tensorOf } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

Deno.test("measurePair() agrees with exact arithmetic on float64 of any magnitude", async () => {
  await fc.assert(
    fc.asyncProperty(HARD_PAIRS, async (pairs) => {
      const a = pairs.map(([x]) => x), b = pairs.map(([, y]) => y);
      await checkPair(float64(...a), float64(...b), a, b);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

Deno.test("measurePair() tells differences that are beyond float64", async () => {
  const { measures, unmeasured } = await measurePair(
    float64(0, -1.7e308, -1.6e308),
    float64(0, 1.7e308, 1.7e308),
    OPTIONS,
  );
  assertEquals([measures!.max_abs, measures!.max_abs_index, measures!.l2], [null, [1], null]);
  assertEquals([measures!.max_abs_old, measures!.max_abs_new], [-1.7e308, 1.7e308]);
  assertEquals(unmeasured.max_abs, "it is beyond the largest float64");
  assertAlmostEquals(measures!.relative_l2!, Math.hypot(3.4, 3.3) / Math.hypot(1.7, 1.6), 1e-12);
  assertAlmostEquals(measures!.cosine!, -(1.7 * 1.7 + 1.6 * 1.7) / Math.hypot(1.7, 1.6) / Math.hypot(1.7, 1.7), 1e-12);
  assertAlmostEquals(measures!.snr_db!, -20 * Math.log10(measures!.relative_l2!), 1e-12);
});

Deno.test("measurePair() measures complex numbers by their absolute value", async () => {
  const old = tensorOf("complex128", Float64Array.of(1, 2, 3, 4, NaN, 0, 0, -0));
  const fresh = tensorOf("complex128", Float64Array.of(1, 2, 6, 8, NaN, 0, 0, 0));
  const { measures, old: stats } = await measurePair(old, fresh, OPTIONS);
  assertEquals(measures!.max_abs, 5);
  assertEquals([measures!.max_abs_index, measures!.max_abs_old, measures!.max_abs_new], [[1], "3+4j", "6+8j"]);
  assertEquals([measures!.changed_elements, measures!.signed_zero_changes, measures!.left_out_elements], [2, 1, 1]);
  assertAlmostEquals(measures!.l2!, 5, 1e-12);
  assertAlmostEquals(measures!.relative_l2!, 5 / Math.sqrt(30), 1e-12);
  assertEquals([stats!.zeros, stats!.nan, stats!.mean, stats!.min], [1, 1, null, null]);
  const huge = await measurePair(
    tensorOf("complex128", Float64Array.of(-1.7e308, -1.7e308)),
    tensorOf("complex128", Float64Array.of(1.7e308, 1.7e308)),
    OPTIONS,
  );
  assertEquals([huge.measures!.max_abs, huge.measures!.max_abs_index, huge.measures!.relative_l2], [null, [0], 2]);
});

Deno.test("measurePair() dequantizes each side with its own scales, as torch does", async () => {
  const codes = Uint8Array.of(250, 0, 3, 4, 5, 6); // int8: -6, 0, 3, 4, 5, 6
  const q = (scales: number[], zeroPoints: number[], axis?: number) =>
    makeTensor("qint8", codes, [2, 3], {
      scheme: axis === undefined ? "per_tensor" : "per_channel",
      scales,
      zeroPoints,
      ...(axis === undefined ? {} : { axis }),
    });
  const perTensor = await measureTensor(q([0.5], [2]), OPTIONS);
  assertEquals([perTensor!.min, perTensor!.max, perTensor!.mean], [-4, 2, 0]);
  const rows = await measureTensor(q([1, 10], [0, 4], 0), OPTIONS);
  assertEquals([rows!.min, rows!.max, rows!.zeros], [-6, 20, 2]);
  const columns = await measureTensor(q([1, 10, 100], [0, 0, 0], 1), OPTIONS);
  assertEquals([columns!.min, columns!.max], [-6, 600]);
  assertEquals((await measureTensor(q([0.1], [0]), OPTIONS))!.max, Math.fround(6 * Math.fround(0.1)));
  assertEquals((await measureTensor(q([0.1, 0.1], [0, 0], 0), OPTIONS))!.max, Math.fround(6 * 0.1));
  const same = await measurePair(q([0.5], [2]), q([0.5], [2]), OPTIONS);
  assertEquals([same.measures!.changed_elements, same.measures!.max_abs], [0, 0]);
  const rescaled = await measurePair(q([0.5], [2]), q([1], [2]), OPTIONS);
  assertEquals([rescaled.measures!.changed_elements, rescaled.measures!.max_abs_index], [6, [0, 0]]);
  const split = await measurePair(q([0.5], [2]), q([0.5, 0.5], [2, 2], 0), OPTIONS);
  assertEquals(split.measures!.changed_elements, 0);
});

Deno.test("measurePair() compares types that are not numbers as bytes and says what is unmeasured", async () => {
  for (
    const [name, kind, bits] of [["str[2]", "text", 64], ["bytes[3]", "bytes", 24], ["void[0]", "bytes", 0]] as const
  ) {
    const tensor = (fill: number): TensorNode => ({
      ...makeTensor("uint8", new Uint8Array(5 * bits / 8).fill(fill)),
      dtype: { name, kind, bits },
      shape: [5],
    });
    const { measures, unmeasured, old } = await measurePair(tensor(1), tensor(2), OPTIONS);
    assertEquals([measures!.changed_elements, measures!.max_abs, old], [bits === 0 ? 0 : 5, null, null]);
    assertEquals(unmeasured.cosine, "the elements are not numbers");
  }
});

Deno.test("measurePair() gives null and a reason where a measure is undefined", async () => {
  const zero = await measurePair(float64(0, 0), float64(1, 2), OPTIONS);
  assertEquals([zero.measures!.relative_l2, zero.measures!.cosine, zero.measures!.snr_db], [null, null, null]);
  assertEquals(zero.unmeasured.relative_l2, "the old tensor is all zero");
  const vanished = await measurePair(float64(1, 2), float64(0, 0), OPTIONS);
  assertEquals([vanished.measures!.relative_l2, vanished.measures!.snr_db], [1, 0]);
  assertEquals(vanished.unmeasured.cosine, "the new tensor is all zero");
  const empty = await measurePair(float64(), float64(), OPTIONS);
  assertEquals([empty.measures!.changed_fraction, empty.old!.mean, empty.old!.min], [null, null, null]);
  assertEquals(empty.unmeasured.changed_fraction, "the tensor has no elements");
  const nan = await measurePair(float64(NaN, NaN), float64(NaN, 1), OPTIONS);
  assertEquals(nan.unmeasured.rms, "no pair of elements is finite on both sides");
});

Deno.test("measurePair() does not pair other shapes, meta tensors and numbers without a common kind", async () => {
  const meta: TensorNode = { ...float64(1), data: null };
  const complex = tensorOf("complex128", Float64Array.of(1, 0));
  for (
    const [old, fresh, reason] of [
      [float64(1), float64(1, 2), "the shapes differ"],
      [meta, float64(1), "the old tensor has a shape but no data (meta tensor)"],
      [float64(1), meta, "the new tensor has a shape but no data (meta tensor)"],
      [float64(1), complex, "float64 and complex128 have no common kind of number"],
    ] as const
  ) {
    const { measures, unmeasured } = await measurePair(old, fresh, OPTIONS);
    assertEquals([measures, unmeasured.changed_elements], [undefined, reason]);
  }
});

Deno.test("measurePair() takes 0-d tensors and dimensions of size zero", async () => {
  const point = (value: number) => tensorOf("float32", Float32Array.of(value), []);
  const { measures } = await measurePair(point(1), point(3), OPTIONS);
  assertEquals([measures!.max_abs, measures!.max_abs_index], [2, []]);
  const hollow = () => tensorOf("float32", new Float32Array(0), [3, 0, 2]);
  assertEquals((await measurePair(hollow(), hollow(), OPTIONS)).measures!.changed_elements, 0);
});

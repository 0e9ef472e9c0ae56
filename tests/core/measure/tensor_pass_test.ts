import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { measurePair, measureTensor } from "../../../core/measure/tensor_pass.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { checkPair } from "./check_pair.ts";
import { float64, makeTensor, tensorOf } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

const HARD_NUMBERS = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1e-300,
  1e300,
  -1e300,
  1.7e308,
  -1.7e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1e-45,
  3e38,
  0.1,
  2 ** -400,
  2 ** 400,
  2 ** 401,
  -(2 ** -401),
  2 ** 1022,
  2 ** 1023,
]; // deno-fmt-ignore

/** Numbers of one magnitude, or of every magnitude with all that is special. */
const HARD_NUMBER = fc.oneof(
  fc.double(),
  fc.constantFrom(...HARD_NUMBERS),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

const PAIRS = fc.oneof(
  fc.array(fc.tuple(HARD_NUMBER, HARD_NUMBER), { minLength: 1, maxLength: 12 }),
  // The whole tensor at one magnitude, where nothing hides behind larger numbers.
  fc.tuple(
    fc.constantFrom(1, 1e-320, 1e-308, 1e-160, 1e-120, 1e120, 1e160, 1e307),
    fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    }),
  ).map(([scale, pairs]) => pairs.map(([a, b]) => [a * scale, b * scale] as [number, number])),
);

Deno.test("measurePair() agrees with exact arithmetic on float64 of any magnitude", async () => {
  await fc.assert(
    fc.asyncProperty(PAIRS, async (pairs) => {
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

/** Pseudo-random numbers with a fixed seed; small, large and special ones among them. */
function noise(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = Math.imul(state, 1664525) + 1013904223 | 0;
    const x = state / 2 ** 31;
    return state % 97 === 0 ? NaN : state % 89 === 0 ? x * 1e30 : x;
  });
}

Deno.test("measurePair() gives the same bits for every block size", async () => {
  for (const count of [1, 8191, 8192, 8193, 3 * 8192 + 1]) {
    const old = tensorOf("float32", noise(count, 1)),
      fresh = tensorOf("bfloat16", new Uint16Array(noise(count, 2).buffer, 0, count));
    const results = [];
    for (const blockBytes of [1, 4096, 32768, 65537, 1 << 20]) {
      results.push(await measurePair(old, fresh, { blockBytes }));
    }
    for (const result of results) assertEquals(result, results[0]);
    const six = [7, 8].map((seed) =>
      makeTensor("float6_e3m2fn", new Uint8Array(noise(count, seed).buffer).slice(0, Math.ceil(count * 6 / 8)), [count])
    );
    const packed = await Promise.all([1, 1 << 20].map((blockBytes) => measurePair(six[0]!, six[1]!, { blockBytes })));
    assertEquals(packed[0], packed[1]);
  }
});

Deno.test("measurePair() agrees with exact arithmetic across chunks of zeros, tiny and huge numbers", async () => {
  const chunk = (value: number) => Array.from({ length: 8192 }, (_, i) => i % 5 ? 0 : value * (1 + i % 7));
  const magnitudes = [0, 1e-300, 0, 1, 5e-324, 1e300];
  for (const order of [magnitudes, magnitudes.toReversed(), [0, 1e-300], [1e-300, 0], [5e-324, 0, 0]]) {
    const a = order.flatMap(chunk), b = a.map((x, i) => i % 3 ? x : -x);
    await checkPair(float64(...a), float64(...b), a, b);
  }
});

Deno.test("measureTensor() finds a mean that cancels", async () => {
  const stats = await measureTensor(float64(1e30, 1, -1e30), OPTIONS);
  assertEquals(stats!.mean, 1 / 3);
  const long = Array.from({ length: 8192 * 3 }, (_, i) => i < 8192 ? 1e16 : i < 16384 ? 1 : -1e16);
  assertEquals((await measureTensor(float64(...long), OPTIONS))!.mean, 1 / 3);
});

Deno.test("measurePair() reads views at any alignment", async () => {
  const bytes = new Uint8Array(8 * 5 + 3);
  bytes.set(new Uint8Array(Float64Array.of(1, 2, 3, 4, 5).buffer), 3);
  const shifted: TensorNode = {
    ...float64(1, 2, 3, 4, 5),
    data: { blocks: () => [bytes.subarray(3)] },
  };
  const { measures, old } = await measurePair(shifted, float64(1, 2, 3, 4, 6), OPTIONS);
  assertEquals([old!.mean, measures!.changed_elements, measures!.max_abs_index], [3, 1, [4]]);
  const integers: TensorNode = { ...shifted, dtype: { name: "int64", kind: "int", bits: 64 } };
  assertEquals((await measurePair(integers, integers, OPTIONS)).measures!.changed_elements, 0);
});

Deno.test("measurePair() of a tensor with itself finds nothing, and mirrors", async () => {
  await fc.assert(
    fc.asyncProperty(PAIRS, async (pairs) => {
      const a = float64(...pairs.map(([x]) => x)), b = float64(...pairs.map(([, y]) => y));
      const { measures } = await measurePair(a, a, OPTIONS);
      assertEquals(measures!.changed_elements, 0);
      assert(measures!.cosine === null || measures!.cosine === 1);
      assert(measures!.snr_db === null || measures!.snr_db === Infinity);
      assert(measures!.max_abs === null || measures!.max_abs === 0);
      const there = await measurePair(a, b, OPTIONS), back = await measurePair(b, a, OPTIONS);
      assertEquals([back.old, back.new], [there.new, there.old]);
      for (
        const name of ["changed_elements", "left_out_elements", "max_abs", "mean_abs", "rms", "l2", "cosine"] as const
      ) {
        assertEquals(back.measures![name], there.measures![name], name);
      }
      assertEquals(back.measures!.max_abs_old, there.measures!.max_abs_new);
    }),
    { numRuns: 300, seed: 5 },
  );
});

Deno.test("measurePair() counts what is beyond a tolerance", async () => {
  const old = float64(100, 100, 0, NaN, NaN, Infinity, Infinity, -0, 1.7e308);
  const fresh = float64(101, 102, 0.5, NaN, 1, Infinity, -Infinity, 0, -1.7e308);
  const { measures } = await measurePair(old, fresh, { ...OPTIONS, tolerance: { rtol: 0.01, atol: 0.5 } });
  assertEquals(measures!.mismatched_elements, 4);
  const exactly = await measurePair(old, fresh, { ...OPTIONS, tolerance: { rtol: 0, atol: 0 } });
  assertEquals(exactly.measures!.mismatched_elements, undefined);
});

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { measurePair, measureTensor } from "../../../core/measure/tensor_pass.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { checkPair } from "./check_pair.ts";
import { HARD_PAIRS } from "./hard_pairs.ts";
import { float64, makeTensor, tensorOf } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

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
    fc.asyncProperty(HARD_PAIRS, async (pairs) => {
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

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import { assertClose } from "./check_pair.ts";
import { exactPair } from "./exact.ts";
import { float64, tensorOf } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

const WIDE = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, 1n, 2n ** 52n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)),
  fc.bigInt({ min: 2n ** 53n - 4n, max: 2n ** 53n + 4n }),
  fc.bigInt({ min: -9n, max: 9n }),
);

for (const [left, right] of [["int64", "int64"], ["uint64", "uint64"], ["int64", "uint64"]] as const) {
  Deno.test(`measurePair() is exact on ${left} against ${right}`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(WIDE, WIDE), { minLength: 1, maxLength: 9 }), async (pairs) => {
        const [old, fresh] = [left, right].map((name, side) => {
          const type = name === "int64" ? BigInt64Array : BigUint64Array;
          return type.from(pairs.map((pair) => pair[side]!));
        });
        const measured = await measurePair(tensorOf(left, old!), tensorOf(right, fresh!), OPTIONS);
        const a = [...old!], b = [...fresh!];
        const truth = exactPair(a.map((x) => x << 1074n), b.map((x) => x << 1074n));
        const measures = measured.measures!;
        assertEquals(measures.changed_elements, a.filter((x, i) => x !== b[i]).length);
        const largest = truth.index === null ? 0n : a[truth.index]! - b[truth.index]!;
        assertEquals(BigInt(measures.max_abs!), largest < 0n ? -largest : largest);
        assertEquals(measures.max_abs_index, truth.index === null ? null : [truth.index]);
        if (truth.index !== null) assertEquals(BigInt(measures.max_abs_old!), a[truth.index]!);
        if (truth.index !== null) assertEquals(BigInt(measures.max_abs_new!), b[truth.index]!);
        for (const [stats, values] of [[measured.old, a], [measured.new, b]] as const) {
          assertEquals(BigInt(stats!.min!), values.reduce((least, x) => x < least ? x : least));
          assertEquals(BigInt(stats!.max!), values.reduce((most, x) => x > most ? x : most));
        }
        for (const name of ["mean_abs", "rms", "l2"] as const) assertClose(measures[name], truth[name], name);
        assertClose(measures.cosine, truth.cosine, "cosine", 1e-12);
      }),
      { numRuns: 300, seed: 4 },
    );
  });
}

Deno.test("measurePair() compares 64-bit integers with floating-point numbers by exact value", async () => {
  const integers = tensorOf("int64", BigInt64Array.of(2n ** 53n + 1n, 3n, -(2n ** 62n) - 1n, 5n));
  const { measures } = await measurePair(integers, float64(2 ** 53, 3, -(2 ** 62), NaN), OPTIONS);
  assertEquals([measures!.changed_elements, measures!.max_abs, measures!.max_abs_index], [3, 1, [0]]);
  assertEquals(measures!.left_out_elements, 1);
  const mirrored = await measurePair(float64(2 ** 53, 3, -(2 ** 62), NaN), integers, OPTIONS);
  assertEquals([mirrored.measures!.changed_elements, mirrored.measures!.max_abs], [3, 1]);
});

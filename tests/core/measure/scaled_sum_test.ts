import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ScaledSum, scaleExponent } from "../../../core/measure/scaled_sum.ts";

/** A sum of terms `mantissa * 2^exponent`. */
function sumOf(...terms: readonly (readonly [mantissa: number, exponent: number])[]): ScaledSum {
  const sum = new ScaledSum();
  for (const [mantissa, exponent] of terms) sum.add(mantissa, exponent);
  return sum;
}

Deno.test("ScaledSum.root() takes even and odd exponents of either sign", () => {
  for (const exponent of [-5, -4, -3, -1, 0, 1, 2, 3, 7]) {
    assertAlmostEquals(sumOf([3, exponent]).root(), Math.sqrt(3 * 2 ** exponent), 1e-15);
    assertAlmostEquals(sumOf([3, exponent]).root(12), Math.sqrt(2 ** exponent / 4), 1e-15);
  }
});

Deno.test("ScaledSum.root() reaches what the sum itself cannot", () => {
  assertEquals(sumOf([1, 2046]).root(), 2 ** 1023);
  assertEquals(sumOf([1, -2044]).root(), 2 ** -1022);
  assertEquals(sumOf([1, -2148]).root(), 5e-324);
  assertEquals(sumOf([1, 2047]).root(), 2 ** 1023 * Math.SQRT2);
  assertEquals(sumOf([1, 2048]).root(), Infinity);
});

Deno.test("ScaledSum.add() does not depend on which magnitude comes first", () => {
  const terms = [[1, 0], [1, -2000], [1, 2000], [1.5, -1], [2 ** 60, -61]] as const;
  const forward = sumOf(...terms), backward = sumOf(...terms.toReversed());
  assertEquals(forward.root(), backward.root());
  assertEquals(forward.root(), 2 ** 1000);
  assertEquals(sumOf([1, -2000], [1, 0]).root(), 1);
  assertEquals(sumOf([0, 500], [1, -2000]).root(), 2 ** -1000);
});

Deno.test("ScaledSum.rootRatio() covers ratios that the sums cannot hold", () => {
  assertEquals(sumOf([2 ** 800, 0]).rootRatio(sumOf([2 ** -800, 0])), 2 ** 800);
  assertEquals(sumOf([1, -2000]).rootRatio(sumOf([1, 0])), 2 ** -1000);
  assertEquals(sumOf([1, 1]).rootRatio(sumOf([1, -1])), 2);
  assertEquals(sumOf([1, 2000]).rootRatio(sumOf([1, -2000])), Infinity);
});

Deno.test("ScaledSum.decibelsOver() goes on where the ratio of norms ends", () => {
  assertAlmostEquals(sumOf([1, 2000]).decibelsOver(sumOf([1, -2000])), 40000 * Math.log10(2), 1e-9);
  assertAlmostEquals(sumOf([1, -2000]).decibelsOver(sumOf([1, 2000])), -40000 * Math.log10(2), 1e-9);
  assertAlmostEquals(sumOf([2 ** 800, 0]).decibelsOver(sumOf([2 ** -800, 0])), 16000 * Math.log10(2), 1e-9);
});

Deno.test("ScaledSum.over() divides", () => {
  assertEquals(sumOf([3, 1023]).over(6), 2 ** 1022);
  assertEquals(sumOf([-6, -1]).over(3), -1);
});

Deno.test("ScaledSum.isZero is true of sums that cancel, and they can be added to again", () => {
  const sum = sumOf([1, 1000], [-1, 1000]);
  assert(sum.isZero);
  sum.add(1, -1000);
  assertEquals(sum.root(), 2 ** -500);
});

Deno.test("scaleExponent() gives a power whose inverse exists, and leaves nothing above 2", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (largest) => {
      const scale = 2 ** -scaleExponent(largest);
      assert(scale > 0 && scale < Infinity);
      assert(largest * scale < 2 ** 400);
      if (largest > 2 ** -1022) assert(largest * scale > 2 ** -400 || largest === 0);
    }),
    { seed: 1, numRuns: 5000 },
  );
  assertEquals(scaleExponent(Number.MAX_VALUE), 1023);
});

/**
 * Shannon entropy of symbols of which each occurs that often, in bits a symbol; 0 without any.
 *
 * @example
 * ```ts
 * import { entropyOf } from "./entropy_of.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(entropyOf([2, 1, 0, 1]), 1.5);
 * ```
 */
export function entropyOf(counts: ArrayLike<number>): number {
  let total = 0, sum = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  for (let i = 0; i < counts.length; i++) {
    const share = counts[i]! / total;
    if (share > 0) sum -= share * Math.log2(share);
  }
  return sum + 0; // -0 of a single symbol
}

/** The fewest bytes that `count` symbols of that entropy take, each coded for itself; rounding does not add one. */
export function boundBytes(entropy: number, count: number): number {
  return Math.ceil(entropy * count / 8 * (1 - 1e-12));
}

/**
 * Spearman's rank correlation of two series, ties having their mean rank; `null` where either has one value throughout
 * or there are fewer than three pairs.
 *
 * @example
 * ```ts
 * import { spearman } from "./spearman.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(spearman([0, 1, 2, 3], [1, 3, 9, 10]), 1);
 * assertEquals(spearman([0, 1, 2], [5, 4, 3]), -1);
 * assertEquals(spearman([0, 1, 2], [5, 5, 5]), null);
 * ```
 */
export function spearman(one: readonly number[], other: readonly number[]): number | null {
  if (one.length < 3) return null;
  return pearson(meanRanks(one), meanRanks(other));
}

/** Ranks from 1; equal values share the mean of theirs. */
function meanRanks(values: readonly number[]): Float64Array {
  const order = values.keys().toArray().sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) ranks[order[at]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function pearson(one: Float64Array, other: Float64Array): number | null {
  // Ranks have the same mean on both sides.
  const mean = (one.length + 1) / 2;
  let both = 0, left = 0, right = 0;
  for (const [index, rank] of one.entries()) {
    const a = rank - mean, b = other[index]! - mean;
    both += a * b;
    left += a * a;
    right += b * b;
  }
  return left > 0 && right > 0 ? both / Math.sqrt(left * right) : null;
}

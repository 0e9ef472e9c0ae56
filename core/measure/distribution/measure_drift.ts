import type { Drift } from "../../model/measures.ts";
import { totalOf, type ValueCounts } from "./value_counts.ts";

/**
 * How far two distributions that were counted in the same way are apart, each
 * of at least one value. `oldStd` is the population's standard deviation of old.
 *
 * The Kolmogorov-Smirnov statistic is that of SciPy's `ks_2samp`, the distance
 * that of its `wasserstein_distance`.
 */
export function measureDrift(old: ValueCounts, fresh: ValueCounts, oldStd: number | null): Drift {
  const oldTotal = totalOf(old), newTotal = totalOf(fresh);
  let ks = 0, wasserstein = 0, oldBelow = 0, newBelow = 0, gap = 0, last = 0;
  // Both lists ascend: their values are gone through in one order.
  for (let i = 0, j = 0; i < old.values.length || j < fresh.values.length;) {
    const a = old.values[i] ?? Infinity, b = fresh.values[j] ?? Infinity, value = Math.min(a, b);
    if (gap > 0) wasserstein += gap * (value - last);
    last = value;
    if (a === value) oldBelow += old.counts[i++]!;
    if (b === value) newBelow += fresh.counts[j++]!;
    gap = Math.abs(oldBelow / oldTotal - newBelow / newTotal);
    ks = Math.max(ks, gap);
  }
  return {
    basis: old.basis,
    ks,
    // The statistic is no larger than 1, whatever the bins hide.
    ks_error: Math.min(1 - ks, Math.max(fullestShare(old, oldTotal), fullestShare(fresh, newTotal))),
    wasserstein,
    wasserstein_error: averageHalfWidth(old, oldTotal) + averageHalfWidth(fresh, newTotal),
    wasserstein_std: oldStd ? wasserstein / oldStd : null,
  };
}

/** The share of the fullest bin; 0 where values are exact. */
function fullestShare({ counts, halfWidths }: ValueCounts, total: number): number {
  let most = 0;
  if (halfWidths) { for (let i = 0; i < counts.length; i++) if (counts[i]! > most) most = counts[i]!; }
  return most / total;
}

/** How far a value is from the middle of its bin at most, on average; 0 where values are exact. */
function averageHalfWidth({ counts, halfWidths }: ValueCounts, total: number): number {
  let sum = 0;
  if (halfWidths) { for (let i = 0; i < counts.length; i++) sum += counts[i]! / total * halfWidths[i]!; }
  return sum;
}

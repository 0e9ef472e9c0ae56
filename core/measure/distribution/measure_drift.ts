import type { Drift } from "../../model/measures.ts";
import { totalOf, type ValueCounts } from "./value_counts.ts";

/**
 * How far two distributions that were counted in the same way are apart; `null` where a
 * side has no value. `oldStd` is the population's standard deviation of old.
 *
 * The Kolmogorov-Smirnov statistic is that of SciPy's `ks_2samp`, the distance
 * that of its `wasserstein_distance`.
 */
export function measureDrift(old: ValueCounts, fresh: ValueCounts, oldStd: number | null): Drift | null {
  const oldTotal = totalOf(old), newTotal = totalOf(fresh);
  if (oldTotal === 0 || newTotal === 0) return null;
  let ks = 0, ksError = 0, wasserstein = 0, error = 0;
  let oldBelow = 0, newBelow = 0, last: number | null = null;
  for (const { value, halfWidth, oldCount, newCount } of mergeValues(old, fresh)) {
    const gap = Math.abs(oldBelow / oldTotal - newBelow / newTotal);
    if (last !== null) wasserstein += gap * (value - last);
    last = value;
    oldBelow += oldCount;
    newBelow += newCount;
    ks = Math.max(ks, Math.abs(oldBelow / oldTotal - newBelow / newTotal));
    if (halfWidth === 0) continue;
    const oldShare = oldCount / oldTotal, newShare = newCount / newTotal;
    ksError = Math.max(ksError, oldShare, newShare);
    error += (oldShare + newShare) * halfWidth;
  }
  return {
    basis: old.basis,
    ks,
    // The statistic is no larger than 1, whatever the bins hide.
    ks_error: Math.min(ksError, 1 - ks),
    wasserstein,
    wasserstein_error: error,
    wasserstein_std: oldStd ? wasserstein / oldStd : null,
  };
}

/** A value, or a bin, with how often it occurs on each side. */
interface MergedValue {
  readonly value: number;
  readonly halfWidth: number;
  readonly oldCount: number;
  readonly newCount: number;
}

function* mergeValues(old: ValueCounts, fresh: ValueCounts): Generator<MergedValue> {
  for (let i = 0, j = 0; i < old.values.length || j < fresh.values.length;) {
    const a = old.values[i] ?? Infinity, b = fresh.values[j] ?? Infinity;
    const halfWidth = (a <= b ? old.halfWidths?.[i] : fresh.halfWidths?.[j]) ?? 0;
    yield {
      value: Math.min(a, b),
      halfWidth,
      oldCount: a <= b ? old.counts[i++]! : 0,
      newCount: b <= a ? fresh.counts[j++]! : 0,
    };
  }
}

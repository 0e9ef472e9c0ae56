import type { CountedValues, Extremes } from "./counting.ts";
import { describeDistribution, quantileAt } from "./describe_distribution.ts";
import { measureDrift } from "./measure_drift.ts";
import { sharedHistogram } from "./shared_histogram.ts";
import { totalOf, type ValueCounts } from "./value_counts.ts";

/** What follows from counts; `null` without any, or if values were beyond float32, so that they have no bin. */
export function countedValues(counts: ValueCounts, { min, max }: Extremes): CountedValues | null {
  if (min === null || max === null || totalOf(counts) === 0) return null;
  if (counts.basis === "binned" && !(isSingle(min) && isSingle(max))) return null;
  const values: CountedValues = {
    counts,
    distribution: describeDistribution(counts, { min, max }),
    quantile: (share) => Math.min(max, Math.max(min, quantileAt(counts, share))),
    driftTo(fresh, std) {
      const drift = measureDrift(counts, fresh.counts, std);
      const histogram = sharedHistogram(values, fresh);
      return histogram ? { ...drift, histogram } : drift;
    },
  };
  return values;
}

/** Whether a number is finite as float32. */
function isSingle(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

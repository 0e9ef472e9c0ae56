import { type Distribution, type Histogram, HISTOGRAM_BINS } from "../../model/measures.ts";
import type { ValueCounts } from "./value_counts.ts";

/** One side's values, and what is known of them. */
export interface HistogramSide {
  readonly counts: ValueCounts;
  readonly distribution: Distribution;
}

/**
 * Histograms of both sides over the same bins of equal width, which lie
 * symmetric about 0 and reach to the farther of the outermost quantiles of both
 * sides; `null` where those are all 0. Binned values count where the middle of
 * their bin lies.
 */
export function sharedHistogram(old: HistogramSide, fresh: HistogramSide): Histogram | null {
  const limit = Math.max(
    ...[old, fresh].flatMap(({ distribution: { quantiles: { p0_1, p99_9 } } }) => [p0_1, p99_9].map(Math.abs)),
  );
  if (limit === 0) return null;
  return { limit, old: binsOf(old.counts, limit), new: binsOf(fresh.counts, limit) };
}

/** How many values lie in each bin; the outermost have what is beyond them, too. */
function binsOf({ values, counts }: ValueCounts, limit: number): number[] {
  const bins = new Array<number>(HISTOGRAM_BINS).fill(0), half = HISTOGRAM_BINS / 2;
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(values[i]! / limit * half) + half;
    bins[Math.min(HISTOGRAM_BINS - 1, Math.max(0, bin))]! += counts[i]!;
  }
  return bins;
}

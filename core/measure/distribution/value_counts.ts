import type { DistributionBasis } from "../../model/measures.ts";

/** The different values of a tensor with how often each occurs: its exact, or binned, empirical distribution. */
export interface ValueCounts {
  readonly basis: DistributionBasis;
  /** Ascending; of bins, their middles. */
  readonly values: Float64Array;
  /** How often, by the same index. */
  readonly counts: Float64Array;
  /** Half the width of each bin; `null` where values are exact. */
  readonly halfWidths: Float64Array | null;
}

/** Number of elements. */
export function totalOf({ counts }: Pick<ValueCounts, "counts">): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total;
}

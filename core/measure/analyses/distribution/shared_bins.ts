import type { FigureRow } from "../../../model/analysis.ts";
import { totalOf } from "../../distribution/value_counts.ts";
import type { CountedPair } from "../analysis.ts";
import { binShares, pooledCounts, quantileEdges } from "./quantile_bins.ts";

/** How both sides are binned, for the formulas of what is computed on it. */
export const SHARED_BINS =
  "p and q are the shares of old and new in bins whose ends are quantiles of the finite values of both together, so " +
  "that neither their scale nor a single large value matters. Of N values there are ceil(log2 N) + 1 bins (Sturges), " +
  "or fewer where quantiles are equal.";

/** What is told of the bins. */
export const BINS_FIGURES: Readonly<Record<"bins" | "basis", FigureRow>> = {
  bins: { unit: "bins", about: "bins that both sides share" },
  basis: {
    unit: "exact or binned",
    about: "whether each value was counted, or only its upper 16 bits as float32",
  },
};

/** Shares of both sides in the bins that they share. */
export interface SharedBins {
  readonly old: Float64Array;
  readonly new: Float64Array;
  /** What is told of the bins. */
  readonly figures: { readonly bins: number; readonly basis: string };
}

/** Bins of about equal shares of both sides together. */
export function sharedBins({ old, new: fresh }: CountedPair): SharedBins {
  const pooled = pooledCounts(old, fresh), bins = Math.ceil(Math.log2(totalOf(pooled))) + 1;
  const edges = quantileEdges(pooled, bins);
  return {
    old: binShares(old, edges),
    new: binShares(fresh, edges),
    figures: { bins: edges.length + 1, basis: old.basis },
  };
}

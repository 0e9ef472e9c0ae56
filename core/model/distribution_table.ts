import { type MeasureRow, table } from "./measure_row.ts";
import type { Distribution, Drift } from "./measures.ts";

/** How the finite values of one side are distributed. */
export const DISTRIBUTION_MEASURES = {
  distinct: table("values", "number of different values, +0 and -0 being one", "count of distinct x", "numpy.unique"),
  quantiles: table(
    "value",
    "the smallest value that at least a share of the values does not exceed: 0.1, 1, 25, 50, 75, 99, 99.9 %",
    "min x with F(x) >= q",
    "numpy.quantile, inverted_cdf",
  ),
  quantile_error: table(
    "share of the quantile",
    "how far a quantile may be off",
    "0, or half a bin",
    "2^-7 of a value",
  ),
} as const satisfies Record<Exclude<keyof Distribution, "basis">, MeasureRow>;

/** How far two distributions of finite values, F old and G new, are apart, whatever the order of elements. */
export const DRIFT_MEASURES = {
  ks: table("share", "the Kolmogorov-Smirnov statistic", "sup |F - G|", "scipy.stats.ks_2samp"),
  ks_error: table("share", "by how much ks may be larger", "0, or the share of the fullest bin", "ks"),
  wasserstein: table("value", "the Wasserstein-1 distance", "integral |F - G|", "scipy.stats.wasserstein_distance"),
  wasserstein_error: table(
    "value",
    "by how much wasserstein may differ",
    "0, or what half a bin a value comes to",
    "wasserstein",
  ),
  wasserstein_std: table("share of std of old", "wasserstein over std of old", "wasserstein / std of a", "evidently"),
  histogram: table(
    "elements",
    "32 bins of equal width between the outermost 0.1 % quantiles of both sides, symmetric about 0",
    "counts of old and new",
    "numpy.histogram",
  ),
} as const satisfies Record<Exclude<keyof Drift, "basis">, MeasureRow>;

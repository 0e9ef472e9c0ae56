/** A number of the report: `bigint` where it is an integer beyond 2^53, text for a complex value. */
export type Figure = number | bigint | string;

/** A float64 that may be infinite or NaN. In JSON those are strings. */
export type Real = number;

/** Facts about one tensor's values. Statistics are over finite values only; `null` is undefined, never 0. */
export interface TensorStats {
  readonly elements: number;
  readonly mean: Real | null;
  /** The population's standard deviation (ddof 0). */
  readonly std: Real | null;
  readonly min: Figure | null;
  readonly max: Figure | null;
  /** Elements equal to +0 or -0. */
  readonly zeros: number;
  /** Of the zeros, those whose sign bit is set; of complex ones, that of either part. */
  readonly negative_zeros: number;
  /**
   * Elements other than zero that are smaller than the smallest normal number
   * of the tensor's own type, in either part if complex; 0 for integers. `null`
   * for types wider than float64, which is what elements are read as.
   */
  readonly subnormals: number | null;
  readonly nan: number;
  readonly pos_inf: number;
  readonly neg_inf: number;
  /** The first index, in C order, of a NaN or an infinity. Absent: there is none. */
  readonly first_nonfinite?: readonly number[];
  /** Of floating-point tensors of two axes or more: slices along the first axis that are zero everywhere. Absent: none. */
  readonly zero_rows?: number;
  /** Slices along the first axis that have one value other than zero everywhere. Absent: none. */
  readonly constant_rows?: number;
  /** Slices along the second axis that are zero everywhere. Absent: none. */
  readonly zero_columns?: number;
  /** Share of groups of 4 consecutive elements along the last axis with 2 zeros or more. Absent: 0, or not divisible. */
  readonly share_2_4?: number;
  /** The same with 3 zeros or more. */
  readonly share_1_4?: number;
  /** Share of groups of 8 with 4 zeros or more. */
  readonly share_4_8?: number;
  /** Narrower types that hold every value exactly. Absent: none does, or the tensor is constant. */
  readonly lossless_in?: readonly string[];
  /** How the finite values are distributed; only where it was asked for. */
  readonly distribution?: Distribution;
}

/** How figures of a distribution were found: from the counts of every value, or of bins that hold neighbouring values. */
export type DistributionBasis = "exact" | "binned";

/** How the finite values of a tensor are distributed. */
export interface Distribution {
  /**
   * `exact`: each bit pattern was counted. `binned`: the upper 16 bits of each
   * value as float32 were, so that a bin is 2^-7 of its values wide.
   */
  readonly basis: DistributionBasis;
  /** Number of different values, +0 and -0 being one; `null` where binned. */
  readonly distinct: number | null;
  /** The smallest value that at least this share of the values does not exceed (NumPy's `inverted_cdf`). */
  readonly quantiles: Readonly<Record<QuantileName, Real>>;
  /** How far a quantile may be off, as a share of its size: 0, or half a bin. */
  readonly quantile_error: number;
}

/** Shares by name: `p0_1` is 0.1 %. */
export const QUANTILES = {
  p0_1: 0.001,
  p1: 0.01,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p99: 0.99,
  p99_9: 0.999,
} as const;

/** A share in `QUANTILES`. */
export type QuantileName = keyof typeof QUANTILES;

/** How far the distributions of finite values are apart, whatever the order of the elements. */
export interface Drift {
  readonly basis: DistributionBasis;
  /** The Kolmogorov-Smirnov statistic: sup |F_old - F_new|. */
  readonly ks: Real;
  /** By how much the true statistic may be larger: 0, or the share of the fullest bin. */
  readonly ks_error: Real;
  /** The Wasserstein-1 distance, in the unit of the values: the integral of |F_old - F_new|. */
  readonly wasserstein: Real;
  /** By how much the true distance may differ: 0, or what half a bin a value comes to. */
  readonly wasserstein_error: Real;
  /** wasserstein / std of old; `null` where that is 0. */
  readonly wasserstein_std: Real | null;
  /** Absent where every value that counts is 0. */
  readonly histogram?: Histogram;
}

/** Bins of a histogram. */
export const HISTOGRAM_BINS = 32;

/** How many values of each side lie in each of `HISTOGRAM_BINS` bins of equal width from -limit to limit. */
export interface Histogram {
  /** The largest size among the 0.1 % and 99.9 % quantiles of both sides; what is beyond counts in the outermost bins. */
  readonly limit: Real;
  readonly old: readonly number[];
  readonly new: readonly number[];
}

/** How much a tensor changed, element by element. d = new - old over the pairs in which both are finite. */
export interface PairMeasures {
  /** Elements whose bit patterns differ; across dtypes, whose values differ. */
  readonly changed_elements: number;
  /** changed_elements / elements. */
  readonly changed_fraction: number | null;
  /** Of the changed elements, those that went between +0 and -0. */
  readonly signed_zero_changes: number;
  /** Of the changed elements, those that are NaN on both sides. */
  readonly nan_payload_changes: number;
  /** Pairs left out of the figures below because either side is NaN or infinite. */
  readonly left_out_elements: number;
  /** Pairs of numbers of opposite sign: old * new < 0. */
  readonly sign_flips: number | null;
  /** Pairs that went from other than zero to zero. */
  readonly pruned: number | null;
  /** Pairs that went from zero to other than zero. */
  readonly regrown: number | null;
  /** max |d|. */
  readonly max_abs: Figure | null;
  /** The first index at which max |d| is reached; `null` if no pair is finite or nothing differs. */
  readonly max_abs_index: readonly number[] | null;
  /** Both values at that index. */
  readonly max_abs_old: Figure | null;
  readonly max_abs_new: Figure | null;
  /** sum |d| / n. */
  readonly mean_abs: Real | null;
  /** The mean of d: sum d / n. */
  readonly mean_change: Real | null;
  /** The population's standard deviation (ddof 0) of d. */
  readonly std_change: Real | null;
  /** std_change / std of old, over its finite values. */
  readonly update_ratio: Real | null;
  /** sqrt(sum d^2 / n). */
  readonly rms: Real | null;
  /** sqrt(sum d^2). */
  readonly l2: Real | null;
  /** l2 / norm of old. */
  readonly relative_l2: Real | null;
  /** Cosine of the angle between old and new as vectors. */
  readonly cosine: Real | null;
  /** 20 log10(norm of old / l2), in decibels; infinite where nothing changed. */
  readonly snr_db: Real | null;
  /** With a tolerance: elements with |d| > atol + rtol * |old|, and those that are not both finite and differ. */
  readonly mismatched_elements?: number;
  /**
   * Of a pair whose new type holds less than its old one: elements for which
   * new is not old cast to it, bit for bit. NaN equals NaN; what is beyond the
   * type becomes infinite; in float8_e4m3fn, which has no infinity, 448 or NaN.
   * float64 may be cast by way of float32, as torch does.
   */
  readonly cast_mismatches?: number;
  /** The rounding with fewer mismatches: to nearest, ties to even; or towards zero. */
  readonly cast_rounding?: "nearest" | "truncation";
}

/**
 * The key by which changed tensors are ranked by relative L2, the largest
 * first: what has no finite value left to compare above all, what came from all
 * zero (and has no relative size) below all that has one.
 *
 * @example
 * ```ts
 * import { relativeRank } from "./measures.ts";
 * import { assert } from "@std/assert";
 * const toNaN = { relative_l2: null, l2: null }, fromZero = { relative_l2: null, l2: 3 };
 * assert(relativeRank(toNaN) > relativeRank({ relative_l2: 9, l2: 1 }));
 * assert(relativeRank(fromZero) < relativeRank({ relative_l2: 0, l2: 0 }));
 * ```
 */
export function relativeRank({ relative_l2, l2 }: Pick<PairMeasures, "relative_l2" | "l2">): number {
  return relative_l2 ?? (l2 === null ? Infinity : -1);
}

/** Why a measure is `null`, by the measure's name. */
export type Unmeasured = Readonly<Record<string, string>>;

/** What the measure stage found out about a pair of tensors. */
export interface MeasuredPair {
  readonly old: TensorStats | null;
  readonly new: TensorStats | null;
  /** Absent if the elements cannot be paired: shapes differ, or a side has no data. */
  readonly measures?: PairMeasures;
  /** Where distributions were asked for and both sides have one. */
  readonly drift?: Drift;
  readonly unmeasured: Unmeasured;
}

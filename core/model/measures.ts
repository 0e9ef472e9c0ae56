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
  readonly nan: number;
  readonly pos_inf: number;
  readonly neg_inf: number;
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
  /** max |d|. */
  readonly max_abs: Figure | null;
  /** The first index at which max |d| is reached; `null` if no pair is finite or nothing differs. */
  readonly max_abs_index: readonly number[] | null;
  /** Both values at that index. */
  readonly max_abs_old: Figure | null;
  readonly max_abs_new: Figure | null;
  /** sum |d| / n. */
  readonly mean_abs: Real | null;
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
  readonly unmeasured: Unmeasured;
}

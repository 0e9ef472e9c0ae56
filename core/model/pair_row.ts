import type { MeasuredPair, PairMeasures, TensorStats, Unmeasured } from "./measures.ts";
import type { NumberRow } from "./number_row.ts";

/** What a pair has, in the first number of its row. */
const HAS = { old: 1, new: 2, measures: 4, mismatched: 8, cast: 16, truncated: 32 } as const;

/** The figures of a side, in the order of their row. */
const STATS = [
  "elements",
  "mean",
  "std",
  "min",
  "max",
  "zeros",
  "negative_zeros",
  "subnormals",
  "nan",
  "pos_inf",
  "neg_inf",
] as const satisfies readonly (keyof TensorStats)[];

/** The figures of a change, in the order of their row. */
const MEASURES = [
  "changed_elements",
  "changed_fraction",
  "signed_zero_changes",
  "nan_payload_changes",
  "left_out_elements",
  "sign_flips",
  "pruned",
  "regrown",
  "max_abs",
  "max_abs_index",
  "max_abs_old",
  "max_abs_new",
  "mean_abs",
  "mean_change",
  "std_change",
  "update_ratio",
  "rms",
  "l2",
  "relative_l2",
  "cosine",
  "snr_db",
] as const satisfies readonly (keyof PairMeasures)[];

// The compiler refuses a figure that is not in the list, unless it is told of here.
type Other = Exclude<keyof PairMeasures, typeof MEASURES[number]>;
({
  mismatched_elements: "behind those, where there is a tolerance",
  cast_mismatches: "last, where a type was narrowed",
  cast_rounding: "what the pair has",
}) satisfies Readonly<Record<Other, string>>;

/**
 * Writes a measured pair as a row of numbers, apart from its reasons; `false`
 * for one that is more than that: text, integers beyond 2^53, distributions.
 *
 * @example
 * ```ts
 * import { readPair, writePair } from "./pair_row.ts";
 * import { NumberRow } from "./number_row.ts";
 * import { assertEquals } from "@std/assert";
 * const stats = { elements: 2, mean: 0.5, std: 0.5, min: 0, max: 1, zeros: 1,
 *   negative_zeros: 0, subnormals: 0, nan: 0, pos_inf: 0, neg_inf: 0 };
 * const row = new NumberRow();
 * assertEquals(writePair({ old: null, new: stats, unmeasured: {} }, row), true);
 * assertEquals(readPair(row, {}), { old: null, new: stats, unmeasured: {} });
 * assertEquals(writePair({ old: null, new: { ...stats, max: 2n ** 60n }, unmeasured: {} }, row), false);
 * ```
 */
export function writePair({ old, new: fresh, measures, drift }: MeasuredPair, row: NumberRow): boolean {
  if (drift || (old && holdsMore(old)) || (fresh && holdsMore(fresh))) return false;
  const mismatched = measures?.mismatched_elements, cast = measures?.cast_mismatches;
  const has = (old ? HAS.old : 0) | (fresh ? HAS.new : 0) | (measures ? HAS.measures : 0) |
    (mismatched === undefined ? 0 : HAS.mismatched) | (cast === undefined ? 0 : HAS.cast) |
    (measures?.cast_rounding === "truncation" ? HAS.truncated : 0);
  return row.write(has) &&
    (!old || STATS.every((name) => row.write(old[name]))) &&
    (!fresh || STATS.every((name) => row.write(fresh[name]))) &&
    (!measures || MEASURES.every((name) => row.write(measures[name]))) &&
    (mismatched === undefined || row.write(mismatched)) &&
    (cast === undefined || row.write(cast));
}

/** The pair that a row was made of. */
export function readPair(row: NumberRow, unmeasured: Unmeasured): MeasuredPair {
  const has = row.number();
  const old = has & HAS.old ? readStats(row) : null, fresh = has & HAS.new ? readStats(row) : null;
  if (!(has & HAS.measures)) return { old, new: fresh, unmeasured };
  const measures = readMeasures(row);
  if (!(has & (HAS.mismatched | HAS.cast))) return { old, new: fresh, measures, unmeasured };
  const mismatched = has & HAS.mismatched ? { mismatched_elements: row.number() } : {};
  const cast = has & HAS.cast ? readCast(row, has) : {};
  return { old, new: fresh, measures: { ...measures, ...mismatched, ...cast }, unmeasured };
}

function readCast(row: NumberRow, has: number): Pick<PairMeasures, "cast_mismatches" | "cast_rounding"> {
  return { cast_mismatches: row.number(), cast_rounding: has & HAS.truncated ? "truncation" : "nearest" };
}

/** Whether there are figures that few tensors have: they are absent from most. */
export function holdsMore(stats: TensorStats): boolean {
  return Object.keys(stats).length > STATS.length;
}

// In the order of STATS, as a literal, whose members the engine lays out once.
function readStats(row: NumberRow): TensorStats {
  return {
    elements: row.number(),
    mean: row.next(),
    std: row.next(),
    min: row.next(),
    max: row.next(),
    zeros: row.number(),
    negative_zeros: row.number(),
    subnormals: row.next(),
    nan: row.number(),
    pos_inf: row.number(),
    neg_inf: row.number(),
  };
}

// In the order of MEASURES.
function readMeasures(row: NumberRow): PairMeasures {
  return {
    changed_elements: row.number(),
    changed_fraction: row.next(),
    signed_zero_changes: row.number(),
    nan_payload_changes: row.number(),
    left_out_elements: row.number(),
    sign_flips: row.next(),
    pruned: row.next(),
    regrown: row.next(),
    max_abs: row.next(),
    max_abs_index: row.list(),
    max_abs_old: row.next(),
    max_abs_new: row.next(),
    mean_abs: row.next(),
    mean_change: row.next(),
    std_change: row.next(),
    update_ratio: row.next(),
    rms: row.next(),
    l2: row.next(),
    relative_l2: row.next(),
    cosine: row.next(),
    snr_db: row.next(),
  };
}

import type { Figure, MeasuredPair, PairMeasures, TensorStats, Unmeasured } from "./measures.ts";

/** A measured pair as a row of numbers, apart from its reasons. */
export type PairRow = readonly (number | null)[];

/** What a pair has, in the first number of its row. */
const HAS = { old: 1, new: 2, measures: 4, mismatched: 8 } as const;

/**
 * A measured pair as a row of numbers; `null` for one that is more than that:
 * text, integers beyond 2^53, distributions.
 *
 * @example
 * ```ts
 * import { pairOfRow, rowOfPair } from "./pair_row.ts";
 * import { assertEquals } from "@std/assert";
 * const stats = { elements: 2, mean: 0.5, std: 0.5, min: 0, max: 1, zeros: 1,
 *   negative_zeros: 0, subnormals: 0, nan: 0, pos_inf: 0, neg_inf: 0 };
 * const row = rowOfPair({ old: null, new: stats, unmeasured: {} })!;
 * assertEquals(row, [2, 2, 0.5, 0.5, 0, 1, 1, 0, 0, 0, 0, 0]);
 * assertEquals(pairOfRow(row, {}), { old: null, new: stats, unmeasured: {} });
 * assertEquals(rowOfPair({ old: null, new: { ...stats, max: 2n ** 60n }, unmeasured: {} }), null);
 * ```
 */
export function rowOfPair({ old, new: fresh, measures, drift }: MeasuredPair): PairRow | null {
  if (drift || (old && holdsMore(old)) || (fresh && holdsMore(fresh))) return null;
  const has = (old ? HAS.old : 0) | (fresh ? HAS.new : 0) | (measures ? HAS.measures : 0) |
    (measures?.mismatched_elements === undefined ? 0 : HAS.mismatched);
  const row = [
    has,
    ...old ? statsRow(old) : [],
    ...fresh ? statsRow(fresh) : [],
    ...measures ? measuresRow(measures) : [],
  ];
  return row.every(isNumber) ? row : null;
}

/** The pair that a row was made of. */
export function pairOfRow(row: PairRow, unmeasured: Unmeasured): MeasuredPair {
  const reader = new RowReader(row);
  const has = reader.number();
  const old = has & HAS.old ? readStats(reader) : null, fresh = has & HAS.new ? readStats(reader) : null;
  if (!(has & HAS.measures)) return { old, new: fresh, unmeasured };
  const measures = readMeasures(reader);
  return has & HAS.mismatched
    ? { old, new: fresh, measures: { ...measures, mismatched_elements: reader.number() }, unmeasured }
    : { old, new: fresh, measures, unmeasured };
}

/** Whether there are figures that few tensors have: they are absent from most. */
function holdsMore(stats: TensorStats): boolean {
  return Object.keys(stats).length > ALWAYS;
}

/** Figures that every side has. */
const ALWAYS = 11;

function isNumber(figure: Figure | null): figure is number | null {
  return figure === null || (typeof figure === "number" && !Number.isNaN(figure));
}

/** What is left of an object when the fields of its row are taken: the compiler refuses a field that no row holds. */
type Nothing = Readonly<Record<string, never>>;

function statsRow(stats: TensorStats): (Figure | null)[] {
  const { elements, mean, std, min, max, zeros, negative_zeros, subnormals, ...special } = stats;
  const { nan, pos_inf, neg_inf, ...others } = special;
  others satisfies Partial<typeof others>;
  return [elements, mean, std, min, max, zeros, negative_zeros, subnormals, nan, pos_inf, neg_inf];
}

function readStats(reader: RowReader): TensorStats {
  return {
    elements: reader.number(),
    mean: reader.next(),
    std: reader.next(),
    min: reader.next(),
    max: reader.next(),
    zeros: reader.number(),
    negative_zeros: reader.number(),
    subnormals: reader.next(),
    nan: reader.number(),
    pos_inf: reader.number(),
    neg_inf: reader.number(),
  };
}

function measuresRow(measures: PairMeasures): (Figure | null)[] {
  const { changed_elements, changed_fraction, signed_zero_changes, nan_payload_changes, ...places } = measures;
  const { left_out_elements, sign_flips, pruned, regrown, max_abs, max_abs_index, ...figures } = places;
  const { max_abs_old, max_abs_new, mean_abs, mean_change, std_change, update_ratio, ...norms } = figures;
  const { rms, l2, relative_l2, cosine, snr_db, mismatched_elements, ...others } = norms;
  others satisfies Nothing;
  return [
    changed_elements,
    changed_fraction,
    signed_zero_changes,
    nan_payload_changes,
    left_out_elements,
    sign_flips,
    pruned,
    regrown,
    max_abs,
    ...max_abs_index === null ? [null] : [max_abs_index.length, ...max_abs_index],
    max_abs_old,
    max_abs_new,
    mean_abs,
    mean_change,
    std_change,
    update_ratio,
    rms,
    l2,
    relative_l2,
    cosine,
    snr_db,
    ...mismatched_elements === undefined ? [] : [mismatched_elements],
  ];
}

function readMeasures(reader: RowReader): PairMeasures {
  return {
    changed_elements: reader.number(),
    changed_fraction: reader.next(),
    signed_zero_changes: reader.number(),
    nan_payload_changes: reader.number(),
    left_out_elements: reader.number(),
    sign_flips: reader.next(),
    pruned: reader.next(),
    regrown: reader.next(),
    max_abs: reader.next(),
    max_abs_index: reader.numbers(),
    max_abs_old: reader.next(),
    max_abs_new: reader.next(),
    mean_abs: reader.next(),
    mean_change: reader.next(),
    std_change: reader.next(),
    update_ratio: reader.next(),
    rms: reader.next(),
    l2: reader.next(),
    relative_l2: reader.next(),
    cosine: reader.next(),
    snr_db: reader.next(),
  };
}

/** Reads a row from left to right. */
class RowReader {
  readonly #row: PairRow;
  #at = 0;

  constructor(row: PairRow) {
    this.#row = row;
  }

  next(): number | null {
    return this.#row[this.#at++]!;
  }

  /** A number that no pair lacks. */
  number(): number {
    return this.next()!;
  }

  /** Their count, then as many numbers; `null` without any. */
  numbers(): number[] | null {
    const count = this.next();
    return count === null ? null : Array.from({ length: count }, () => this.number());
  }
}

import type { Figure, MeasuredPair, PairMeasures } from "../model/measures.ts";
import { elementCount } from "../model/tensor.ts";
import { unravel } from "../model/unravel.ts";
import type { ChangeCounts } from "./changed_bits.ts";
import type { PairAccumulator } from "./pair_accumulator.ts";
import type { PairSums } from "./pair_sums.ts";
import { changeMeasures, NO_CHANGE, NOT_NUMBERS, zeroMeasures } from "./change_measures.ts";
import { inRange } from "./in_range.ts";

/** The largest difference in C-order index and values. */
interface Largest {
  readonly value: Figure;
  readonly index: number;
  readonly old: Figure;
  readonly new: Figure;
}

/** Measures of the difference as numbers. */
type Norms = Pick<PairMeasures, "rms" | "l2" | "relative_l2" | "cosine" | "snr_db">;

const NO_NORMS: Norms = { rms: null, l2: null, relative_l2: null, cosine: null, snr_db: null };

const UNDEFINED_WITHOUT_PAIRS = ["max_abs", "mean_abs", ...Object.keys(NO_CHANGE), ...Object.keys(NO_NORMS)];

/**
 * The measures of a pair from what its pass has summed up. `pair` is absent for
 * elements that are not numbers; `exact` replaces the largest difference where
 * float64 is too narrow for it. `oldStd` is the standard deviation of old.
 */
export function pairMeasures(
  counts: ChangeCounts,
  shape: readonly number[],
  pair: PairAccumulator | undefined,
  oldStd: number | null,
  exact?: Largest | null,
): Pick<MeasuredPair, "measures" | "unmeasured"> {
  const unmeasured: Record<string, string> = {}, elements = elementCount(shape);
  const reason = whyUndefined(pair);
  if (elements === 0) unmeasured.changed_fraction = NO_ELEMENTS;
  if (reason !== null) { for (const name of UNDEFINED_WITHOUT_PAIRS) unmeasured[name] = reason; }
  const measures: PairMeasures = {
    changed_elements: counts.changed,
    changed_fraction: elements === 0 ? null : counts.changed / elements,
    signed_zero_changes: counts.signedZero,
    nan_payload_changes: counts.nanPayload,
    left_out_elements: pair ? elements - pair.finite : 0,
    ...zeroMeasures(pair, unmeasured),
    ...largestMeasures(reason === null ? exact ?? largestOf(pair!) : null, shape, unmeasured),
    mean_abs: reason === null ? inRange("mean_abs", pair!.meanAbsolute, unmeasured) : null,
    ...(reason === null ? changeMeasures(pair!.change, oldStd, unmeasured) : NO_CHANGE),
    ...(reason === null ? norms(pair!, unmeasured) : NO_NORMS),
    ...(pair?.mismatched === undefined ? {} : { mismatched_elements: pair.mismatched }),
  };
  return { measures, unmeasured };
}

const NO_ELEMENTS = "the tensor has no elements";

/** Why no difference can be told at all; `null` if one can. */
function whyUndefined(pair: PairAccumulator | undefined): string | null {
  if (!pair) return NOT_NUMBERS;
  if (pair.elements === 0) return NO_ELEMENTS;
  return pair.finite === 0 ? "no pair of elements is finite on both sides" : null;
}

type LargestMeasures = Pick<PairMeasures, "max_abs" | "max_abs_index" | "max_abs_old" | "max_abs_new">;

// Where nothing differs, no place is that of the largest difference.
function largestMeasures(
  largest: Largest | null,
  shape: readonly number[],
  unmeasured: Record<string, string>,
): LargestMeasures {
  if (largest === null || largest.value === 0) {
    return { max_abs: largest && 0, max_abs_index: null, max_abs_old: null, max_abs_new: null };
  }
  return {
    max_abs: inRange("max_abs", largest.value, unmeasured),
    max_abs_index: unravel(largest.index, shape),
    max_abs_old: largest.old,
    max_abs_new: largest.new,
  };
}

function norms({ finite, sums }: PairAccumulator, unmeasured: Record<string, string>): Norms {
  const { oldSquares, newSquares, deltaSquares } = sums;
  const same = deltaSquares.isZero;
  if (oldSquares.isZero) unmeasured.relative_l2 = unmeasured.snr_db = "the old tensor is all zero";
  const zeroSide = oldSquares.isZero ? "old" : newSquares.isZero ? "new" : null;
  if (zeroSide) unmeasured.cosine = `the ${zeroSide} tensor is all zero`;
  return {
    rms: inRange("rms", deltaSquares.root(finite), unmeasured),
    l2: inRange("l2", deltaSquares.root(), unmeasured),
    relative_l2: oldSquares.isZero ? null : inRange("relative_l2", deltaSquares.rootRatio(oldSquares), unmeasured),
    cosine: zeroSide ? null : same ? 1 : cosineOf(sums),
    snr_db: oldSquares.isZero ? null : same ? Infinity : oldSquares.decibelsOver(deltaSquares),
  };
}

// Rounding may carry a cosine past 1 by a few units in the last place.
function cosineOf({ products, oldSquares, newSquares }: PairSums): number {
  return Math.max(-1, Math.min(1, products.overRoots(oldSquares, newSquares)));
}

function largestOf({ largest }: PairAccumulator): Largest | null {
  return largest && { ...largest, old: figureOf(largest.old), new: figureOf(largest.new) };
}

function figureOf([re, im]: readonly number[]): Figure {
  return im === undefined ? re! : `${re}${im < 0 || Object.is(im, -0) ? "-" : "+"}${Math.abs(im)}j`;
}

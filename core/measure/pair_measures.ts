import type { Figure, MeasuredPair, PairMeasures } from "../model/measures.ts";
import type { ChangeCounts } from "./changed_bits.ts";
import type { PairAccumulator } from "./pair_accumulator.ts";

/** The largest difference in C-order index and values. */
interface Largest {
  readonly value: Figure;
  readonly index: number;
  readonly old: Figure;
  readonly new: Figure;
}

/**
 * The measures of a pair from what its pass has summed up. `pair` is absent for
 * elements that are not numbers; `exact` replaces the largest difference where
 * float64 is too narrow for it.
 */
export function pairMeasures(
  counts: ChangeCounts,
  elements: number,
  shape: readonly number[],
  pair: PairAccumulator | undefined,
  exact?: Largest | null,
): Pick<MeasuredPair, "measures" | "unmeasured"> {
  const unmeasured: Record<string, string> = {};
  const largest = pair ? exact ?? largestOf(pair) : null;
  const measures: PairMeasures = {
    changed_elements: counts.changed,
    changed_fraction: elements === 0 ? null : counts.changed / elements,
    signed_zero_changes: counts.signedZero,
    nan_payload_changes: counts.nanPayload,
    left_out_elements: pair ? elements - pair.finite : 0,
    max_abs: largest?.value ?? null,
    max_abs_index: largest ? unravel(largest.index, shape) : null,
    max_abs_old: largest?.old ?? null,
    max_abs_new: largest?.new ?? null,
    ...norms(pair, unmeasured),
    ...(pair && pair.usesTolerance ? { mismatched_elements: pair.mismatched } : {}),
  };
  if (elements === 0) unmeasured.changed_fraction = "the tensor has no elements";
  return { measures, unmeasured };
}

type Norms = Pick<PairMeasures, "mean_abs" | "rms" | "l2" | "relative_l2" | "cosine" | "snr_db">;

function norms(pair: PairAccumulator | undefined, unmeasured: Record<string, string>): Norms {
  const none: Norms = { mean_abs: null, rms: null, l2: null, relative_l2: null, cosine: null, snr_db: null };
  const explain = (names: readonly (keyof Norms | "max_abs")[], reason: string) => {
    for (const name of names) unmeasured[name] = reason;
  };
  const all: readonly (keyof Norms | "max_abs")[] = [
    "max_abs",
    "mean_abs",
    "rms",
    "l2",
    "relative_l2",
    "cosine",
    "snr_db",
  ];
  if (!pair) return explain(all, "the elements are not numbers"), none;
  if (pair.elements === 0) return explain(all, "the tensor has no elements"), none;
  if (pair.finite === 0) return explain(all, "no pair of elements is finite on both sides"), none;
  const same = pair.deltaSquares.isZero, oldZero = pair.oldSquares.isZero, newZero = pair.newSquares.isZero;
  if (oldZero) explain(["relative_l2", "snr_db"], "the old tensor is all zero");
  if (oldZero || newZero) explain(["cosine"], `the ${oldZero ? "old" : "new"} tensor is all zero`);
  return {
    mean_abs: pair.meanAbsolute,
    rms: pair.deltaSquares.root(pair.finite),
    l2: pair.deltaSquares.root(),
    relative_l2: oldZero ? null : pair.deltaSquares.rootRatio(pair.oldSquares),
    cosine: oldZero || newZero ? null : same ? 1 : cosineOf(pair),
    snr_db: oldZero ? null : same ? Infinity : pair.oldSquares.decibelsOver(pair.deltaSquares),
  };
}

// Rounding may carry a cosine past 1 by a few units in the last place.
function cosineOf({ products, oldSquares, newSquares }: PairAccumulator): number {
  return Math.max(-1, Math.min(1, products.overRoots(oldSquares, newSquares)));
}

function largestOf(pair: PairAccumulator): Largest | null {
  const found = pair.largest;
  return found && { value: found.value, index: found.index, old: figureOf(found.old), new: figureOf(found.new) };
}

function figureOf([re, im]: readonly number[]): Figure {
  return im === undefined ? re! : `${re}${im < 0 || Object.is(im, -0) ? "-" : "+"}${Math.abs(im)}j`;
}

/**
 * The index along each axis of a position in C order.
 *
 * @example
 * ```ts
 * import { unravel } from "./pair_measures.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(unravel(7, [2, 4]), [1, 3]);
 * ```
 */
export function unravel(position: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(position % shape[axis]!);
    position = Math.floor(position / shape[axis]!);
  }
  return index;
}

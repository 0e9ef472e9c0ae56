/** Values that are all whole steps apart. */
export interface ValueGrid {
  readonly step: number;
  /** Different values. */
  readonly levels: number;
  /** ceil(log2(range / step + 1)): bits of an integer that tells the places from the least value to the largest apart. */
  readonly bits: number;
}

/** More places than that are no grid. */
export const MOST_LEVELS = 2 ** 16;

/** Steps of so many ulps of the largest value are told from rounding. */
const LEAST_ULPS = 4;

/**
 * The grid that different values lie on: each within one ulp of the largest of
 * least + k * step. The step is the smallest gap, corrected so that the range
 * is a whole number of steps. `null` where there is none, or fewer than three
 * values. `ulp` is that of the largest value in the type that they are stored in.
 *
 * @example Four bits, rounded to float32
 * ```ts
 * import { valueGrid } from "./value_grid.ts";
 * import { assertEquals } from "@std/assert";
 * const values = Float64Array.from([-7, -3, 0, 1, 5], (code) => Math.fround(code * 0.3));
 * const { levels, bits } = valueGrid(values, 2 ** -22)!;
 * assertEquals([levels, bits, valueGrid(Float64Array.of(0, 0.5, 1.7), 2 ** -23)], [5, 4, null]);
 * ```
 */
export function valueGrid(ascending: Float64Array, ulp: number): ValueGrid | null {
  if (ascending.length < 3) return null;
  const least = ascending[0]!, range = ascending.at(-1)! - least, gap = smallestGap(ascending);
  if (isTooFine(range, gap, ulp)) return null;
  const places = Math.round(range / gap), step = range / places;
  const isOnGrid = ascending.every((value) =>
    Math.abs(value - least - Math.round((value - least) / step) * step) <= ulp
  );
  return isOnGrid ? { step, levels: ascending.length, bits: 32 - Math.clz32(places) } : null;
}

/** Whether gaps are too small for a grid, whatever values come to those that are known. */
export function isTooFine(range: number, gap: number, ulp: number): boolean {
  return gap < LEAST_ULPS * ulp || range / gap >= MOST_LEVELS;
}

/** Between neighbours. */
export function smallestGap(ascending: Float64Array): number {
  let gap = Infinity;
  for (let i = 1; i < ascending.length; i++) gap = Math.min(gap, ascending[i]! - ascending[i - 1]!);
  return gap;
}

import type { FloatGrid } from "../float_grid.ts";

/** In which steps of a merge results are rounded to the type of the weight. */
export const ROUNDINGS = {
  "once": "round(old + scale * B A)",
  "twice": "round(old + round(scale * B A))",
  "each-step": "round(old + round(scale * round(B A)))",
} as const;

/** A way to merge an adapter: by which factor, and what is rounded. */
export interface MergeWay {
  readonly scale: number;
  readonly rounding: keyof typeof ROUNDINGS;
}

/** Old, new and the product of the adapter's factors, element by element. */
export interface MergedElements {
  readonly old: Float64Array;
  readonly new: Float64Array;
  readonly product: Float64Array;
  readonly count: number;
}

/** Elements that a replay gives bit for bit, and those that it gives so or to one unit in the last place. */
export interface ReplayCounts {
  readonly exact: number;
  readonly near: number;
}

/**
 * The ways to try for fitted scales: of each, alpha / rank and alpha / sqrt(rank) with a whole alpha, the scale in two
 * and in three digits, but none that is off by more than a hundredth; and as it was fitted, unless one of them is as
 * good as that.
 *
 * @example
 * ```ts
 * import { mergeWays } from "./merge_replay.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(mergeWays([1.9999], 4).map(({ scale }) => scale).slice(0, 3), [2, 2, 2]);
 * ```
 */
export function mergeWays(fitted: readonly number[], rank: number): readonly MergeWay[] {
  const scales = new Set(fitted.flatMap((fit) => {
    const divided = [rank, Math.sqrt(rank)].map((divisor) => Math.round(fit * divisor) / divisor);
    const offBy = (share: number) => (scale: number) => Math.abs(scale - fit) <= Math.abs(fit) * share;
    const rounded = [...divided, Number(fit.toPrecision(2)), Number(fit.toPrecision(3))].filter(offBy(0.01));
    return rounded.some(offBy(1e-5)) ? rounded : [...rounded, fit];
  }));
  const roundings = Object.keys(ROUNDINGS) as (keyof typeof ROUNDINGS)[];
  return [...scales].flatMap((scale) => roundings.map((rounding) => ({ scale, rounding })));
}

/** Merges as a way says, and counts what is as new has it. */
export function replayMerge(
  { old, new: fresh, product, count }: MergedElements,
  { scale, rounding }: MergeWay,
  { round, ulp }: FloatGrid,
): ReplayCounts {
  let exact = 0, near = 0;
  for (let i = 0; i < count; i++) {
    let step = product[i]!;
    if (rounding === "each-step") step = round(step);
    step *= scale;
    if (rounding !== "once") step = round(step);
    const merged = round(old[i]! + step), given = fresh[i]!;
    if (Object.is(merged, given)) exact++;
    else if (Math.abs(merged - given) <= ulp(Math.max(Math.abs(merged), Math.abs(given)))) near++;
  }
  return { exact, near: exact + near };
}

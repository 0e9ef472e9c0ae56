import type { PairMeasures } from "../model/measures.ts";
import { inRange } from "./in_range.ts";
import type { MomentsAccumulator } from "./moments_accumulator.ts";
import type { PairAccumulator } from "./pair_accumulator.ts";

/** How signs and zeros changed. */
type ZeroMeasures = Pick<PairMeasures, "sign_flips" | "pruned" | "regrown">;

/** How the difference, with its sign, is distributed. */
type ChangeMeasures = Pick<PairMeasures, "mean_change" | "std_change" | "update_ratio">;

/** Where there is no difference. */
export const NO_CHANGE: ChangeMeasures = { mean_change: null, std_change: null, update_ratio: null };

/** Why nothing is measured of text, bytes and dates. */
export const NOT_NUMBERS = "the elements are not numbers";

/** Counts over finite pairs, which may be none; `pair` is absent for elements that are not numbers. */
export function zeroMeasures(pair: PairAccumulator | undefined, unmeasured: Record<string, string>): ZeroMeasures {
  if (!pair) {
    unmeasured.sign_flips = unmeasured.pruned = unmeasured.regrown = NOT_NUMBERS;
    return { sign_flips: null, pruned: null, regrown: null };
  }
  const { signFlips, pruned, regrown } = pair.zeroChanges;
  if (pair.perElement === 2) unmeasured.sign_flips = "complex numbers have no sign";
  return { sign_flips: pair.perElement === 2 ? null : signFlips, pruned, regrown };
}

/** Mean and spread of d, over at least one finite pair; defined for real numbers alone. */
export function changeMeasures(
  { mean, std }: MomentsAccumulator,
  oldStd: number | null,
  unmeasured: Record<string, string>,
): ChangeMeasures {
  if (mean === null || std === null) {
    for (const name of Object.keys(NO_CHANGE)) unmeasured[name] = "it is defined for real numbers alone";
    return NO_CHANGE;
  }
  return {
    mean_change: inRange("mean_change", mean + 0, unmeasured), // -0 + 0 is 0
    std_change: inRange("std_change", std, unmeasured),
    update_ratio: updateRatio(std, oldStd!, unmeasured),
  };
}

function updateRatio(std: number, oldStd: number, unmeasured: Record<string, string>): number | null {
  if (oldStd > 0) return inRange("update_ratio", std / oldStd, unmeasured);
  unmeasured.update_ratio = "the old tensor is constant";
  return null;
}

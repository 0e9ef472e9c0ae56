import { DISTRIBUTION_MEASURES, DRIFT_MEASURES } from "./distribution_table.ts";
import { MEASURE_COSTS, type MeasureCost, type MeasureRow } from "./measure_row.ts";
import { PAIR_MEASURES, SIDE_MEASURES } from "./measure_table.ts";

/** What is wanted of the tensors of a pair. */
export interface Wanted {
  /** What a report lists of every tensor; without it, structure alone. */
  readonly values: boolean;
  /** How values are distributed. */
  readonly distributions: boolean;
  /** Facts that rules read: `drift.ks`. */
  readonly facts: Iterable<string>;
}

/**
 * The least reading that gives what is wanted, as the dearest cost of its
 * measures: whatever one pass finds out, it finds out at once, so that no byte
 * is read twice.
 *
 * @example
 * ```ts
 * import { planReading } from "./read_plan.ts";
 * import { assertEquals } from "@std/assert";
 * const structure = { values: false, distributions: false, facts: ["drift.ks"] };
 * assertEquals(planReading(structure), "header");
 * assertEquals(planReading({ ...structure, values: true }), "table");
 * assertEquals(planReading({ ...structure, values: true, facts: ["measures.rms"] }), "pass");
 * ```
 */
export function planReading(wanted: Wanted): MeasureCost {
  let dearest = 0;
  for (const { cost } of wantedMeasures(wanted)) dearest = Math.max(dearest, COSTS.indexOf(cost));
  return COSTS[dearest]!;
}

const COSTS = Object.keys(MEASURE_COSTS) as readonly MeasureCost[];

function* wantedMeasures({ values, distributions, facts }: Wanted): Generator<MeasureRow> {
  if (!values) return;
  yield* Object.values(SIDE_MEASURES);
  yield* Object.values(PAIR_MEASURES);
  if (distributions) yield* Object.values(DISTRIBUTION_MEASURES);
  for (const fact of facts) {
    const [group, name] = fact.split(".");
    if (group === "drift" && Object.hasOwn(DRIFT_MEASURES, name!)) {
      yield DRIFT_MEASURES[name as keyof typeof DRIFT_MEASURES];
    }
  }
}

/** What finding a measure out costs, the cheapest first; one pass finds out all of the first two. */
export const MEASURE_COSTS = {
  header: "nothing but headers is read",
  pass: "every element is read once",
  table: "every element is read once, and counts in a table",
} as const;

/** A cost in `MEASURE_COSTS`. */
export type MeasureCost = keyof typeof MEASURE_COSTS;

/** What is known of a measure: a row of the table. */
export interface MeasureRow {
  /** `value`: that of the elements. */
  readonly unit: string;
  /** What it is: a phrase without a final period. */
  readonly about: string;
  readonly formula: string;
  /** What gives the same figure, or where the definition is from. */
  readonly source: string;
  readonly cost: MeasureCost;
  /** Whether it is exact; `binned`: only for types of up to 16 bits and few elements, else as the distribution says. */
  readonly basis: "measured" | "binned";
}

/** A measure that one pass finds out, exactly. */
export function pass(unit: string, about: string, formula: string, source: string): MeasureRow {
  return { unit, about, formula, source, cost: "pass", basis: "measured" };
}

/** A measure that follows from counts of values. */
export function table(unit: string, about: string, formula: string, source: string): MeasureRow {
  return { unit, about, formula, source, cost: "table", basis: "binned" };
}

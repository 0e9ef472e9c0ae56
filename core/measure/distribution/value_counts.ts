import type { CodeBook } from "./code_book.ts";

/** The values of a tensor with how often each occurs: its exact, or binned, empirical distribution. */
export interface ValueCounts extends Pick<CodeBook, "basis" | "values" | "halfWidths"> {
  /** The ranks that occur, ascending: places in `values` and `halfWidths`. */
  readonly ranks: Int32Array;
  /** How often, by the same index. */
  readonly counts: Float64Array;
}

/** Number of elements. */
export function totalOf({ counts }: Pick<ValueCounts, "counts">): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

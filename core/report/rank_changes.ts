import { importanceOf, NO_IMPORTANCE } from "../model/importance.ts";
import type { Change, ChangeKind } from "../model/report.ts";
import { sortByNumbers } from "../model/sort_by_numbers.ts";

/** Structure before type, type before values, unchanged last. */
const ORDER: Readonly<Record<ChangeKind, number>> = {
  reshaped: 0,
  added: 0,
  removed: 0,
  renamed: 0,
  moved: 0,
  retyped: 1,
  revalued: 2,
  unchanged: 3,
};

/** Whether a change is one of structure: it counts in `structure_changes`. */
export function isStructural({ change, node }: Change): boolean {
  if (node === "row" || node === "cell" || node === "metadata") return false;
  return change !== "revalued" && change !== "moved" && change !== "unchanged";
}

/**
 * The most important change first: structure in file order, then changed types
 * in file order, then changed values by importance.
 */
export function rankChanges(changes: readonly Change[]): Change[] {
  return sortByNumbers(changes, (change) => {
    const order = orderOf(change);
    return [order, ...order === ORDER.revalued ? importanceOf(change) : NO_IMPORTANCE];
  });
}

// The container's own data comes after the content, whatever happened to it.
function orderOf({ node, change }: Change): number {
  return node === "metadata" ? ORDER.revalued + 0.5 : ORDER[change];
}

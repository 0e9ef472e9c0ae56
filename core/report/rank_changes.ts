import { compareImportance } from "../model/importance.ts";
import type { Change, ChangeKind } from "../model/report.ts";

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
 * in file order, then changed values by importance. The sort is stable.
 */
export function rankChanges(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => {
    const first = order(a);
    return first - order(b) || (first === ORDER.revalued ? compareImportance(a, b) : 0);
  });
}

// The container's own data comes after the content, whatever happened to it.
function order({ node, change }: Change): number {
  return node === "metadata" ? ORDER.revalued + 0.5 : ORDER[change];
}

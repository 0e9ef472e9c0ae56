import { type DTypeKind, findDType } from "./dtype.ts";
import { relativeRank } from "./measures.ts";
import type { Change } from "./report.ts";

const ROLES = { parameter: 0, buffer: 1, state: 2 } as const;

/**
 * Numbers by which changed nodes are sorted, the most important first: what
 * gained NaN or infinities; then parameters before buffers before training
 * state, and of each the real numbers before the integers, since a counter
 * always moves far; among these by relative L2; nodes that are no tensors last.
 * For `sortByNumbers`.
 */
export function importanceOf(change: Change): readonly number[] {
  // Each is made when it is asked for.
  const { role, old, new: fresh, measures } = change;
  return [
    gainedNonFinite({ old, new: fresh }) ? 0 : 1,
    tier({ role, measures, new: fresh }),
    measures ? -relativeRank(measures) : 0,
  ];
}

/** As many numbers for what is not sorted by importance. */
export const NO_IMPORTANCE: readonly number[] = [0, 0, 0];

/** Whether a tensor has more NaN and infinities than before. */
export function gainedNonFinite({ old, new: fresh }: Pick<Change, "old" | "new">): boolean {
  return countNonFinite(fresh) > countNonFinite(old);
}

function countNonFinite(side: Change["old"]): number {
  if (side === null || !("dtype" in side)) return 0;
  return (side.nan ?? 0) + (side.pos_inf ?? 0) + (side.neg_inf ?? 0);
}

function tier({ role, measures, new: fresh }: Pick<Change, "role" | "measures" | "new">): number {
  if (!measures) return ROLES.state + 1;
  const isCounter = fresh !== null && "dtype" in fresh && COUNTERS.has(findDType(fresh.dtype)?.kind);
  return ROLES[role ?? "parameter"] + (isCounter ? 0.5 : 0);
}

const COUNTERS: ReadonlySet<DTypeKind | undefined> = new Set<DTypeKind>(["int", "uint", "bool"]);

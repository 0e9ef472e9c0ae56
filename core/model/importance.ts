import { type DTypeKind, findDType } from "./dtype.ts";
import { relativeRank } from "./measures.ts";
import type { Change } from "./report.ts";

const ROLES = { parameter: 0, buffer: 1, state: 2 } as const;

/**
 * Orders changed nodes, the most important first: what gained NaN or
 * infinities; then parameters before buffers before training state, and of each
 * the real numbers before the integers, since a counter always moves far; among
 * these by relative L2; nodes that are no tensors last. For `sort`, which is stable.
 */
export function compareImportance(a: Change, b: Change): number {
  return Number(gainedNonFinite(b)) - Number(gainedNonFinite(a)) || tier(a) - tier(b) || compareSizes(a, b);
}

/** Whether a tensor has more NaN and infinities than before. */
export function gainedNonFinite({ old, new: fresh }: Change): boolean {
  return countNonFinite(fresh) > countNonFinite(old);
}

function countNonFinite(side: Change["old"]): number {
  if (side === null || !("dtype" in side)) return 0;
  return (side.nan ?? 0) + (side.pos_inf ?? 0) + (side.neg_inf ?? 0);
}

function tier({ role, measures, new: fresh }: Change): number {
  if (!measures) return ROLES.state + 1;
  const isCounter = fresh !== null && "dtype" in fresh && COUNTERS.has(findDType(fresh.dtype)?.kind);
  return ROLES[role ?? "parameter"] + (isCounter ? 0.5 : 0);
}

const COUNTERS: ReadonlySet<DTypeKind | undefined> = new Set<DTypeKind>(["int", "uint", "bool"]);

function compareSizes({ measures: a }: Change, { measures: b }: Change): number {
  if (!a || !b) return 0;
  const left = relativeRank(a), right = relativeRank(b);
  return left === right ? 0 : right - left; // Infinity - Infinity is NaN
}

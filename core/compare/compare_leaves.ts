import { isTensorLeaf, type Leaf, type TensorLeaf } from "../model/leaf.ts";
import type { LeafPair, Matching } from "../model/matching.ts";
import { nodeFacts } from "../model/node_facts.ts";
import type { Change } from "../model/report.ts";
import type { TableNode } from "../model/table.ts";
import type { Tolerance } from "../model/tolerance.ts";
import { sameScalar, scalarChange } from "./scalar.ts";

/** A tensor of both sides, or of one alone, whose headers and values are still to be compared. */
export type TensorPair =
  | { readonly old: TensorLeaf; readonly new: TensorLeaf | null }
  | { readonly old: null; readonly new: TensorLeaf };

/** Two tables at the same place, still to be read. */
export interface TableTask {
  readonly keys: readonly string[];
  readonly old: TableNode;
  readonly new: TableNode;
}

/** What comparing scalars has settled, and what is left to read. */
export interface ComparedLeaves {
  readonly changes: readonly Change[];
  readonly tensors: readonly TensorPair[];
  readonly tables: readonly TableTask[];
  /** Scalars and empty containers that are the same on both sides. */
  readonly unchangedValues: number;
  /** Numbers that differ by no more than the tolerance. */
  readonly closeValues: number;
}

/** How leaves are named and judged. */
export interface LeafOptions {
  pathOf(keys: readonly string[]): string;
  readonly tolerance?: Tolerance;
}

/** Compares paired and lone leaves: scalars and empty containers at once, tensors and tables not yet. */
export function compareLeaves({ pairs, removed, added }: Matching, options: LeafOptions): ComparedLeaves {
  const changes: Change[] = [], tensors: TensorPair[] = [], tables: TableTask[] = [];
  let unchangedValues = 0, closeValues = 0;
  for (const pair of pairs) {
    const { old, new: fresh } = pair;
    if (isTensorPair(pair)) tensors.push(pair);
    else if (old.node.kind === "table" && fresh.node.kind === "table") {
      tables.push({ keys: fresh.keys, old: old.node, new: fresh.node });
    } else {
      const change = otherChange(old, fresh, options);
      if (change === "same") unchangedValues++;
      else if (change === "close") closeValues++;
      else changes.push(change);
    }
  }
  for (const [side, leaves] of [["old", removed], ["new", added]] as const) {
    for (const leaf of leaves) {
      if (isTensorLeaf(leaf)) tensors.push(side === "old" ? { old: leaf, new: null } : { old: null, new: leaf });
      else changes.push(loneChange(leaf, side, options));
    }
  }
  return { changes, tensors, tables, unchangedValues, closeValues };
}

function isTensorPair(pair: LeafPair): pair is { readonly old: TensorLeaf; readonly new: TensorLeaf } {
  return isTensorLeaf(pair.old) && isTensorLeaf(pair.new);
}

function loneChange(leaf: Leaf, side: "old" | "new", { pathOf }: LeafOptions): Change {
  const facts = nodeFacts(leaf.node);
  const change = side === "old" ? "removed" : "added";
  return {
    ...placeOf(leaf, pathOf),
    change,
    old: side === "old" ? facts : null,
    new: side === "new" ? facts : null,
  };
}

function otherChange(old: Leaf, fresh: Leaf, { pathOf, tolerance }: LeafOptions): Change | "same" | "close" {
  if (old.node.kind === "scalar" && fresh.node.kind === "scalar") {
    if (sameScalar(old.node, fresh.node)) return "same";
    if (tolerance && sameScalar(old.node, fresh.node, tolerance)) return "close";
    return { ...placeOf(fresh, pathOf), ...scalarChange(old.node, fresh.node) };
  }
  if (old.node.kind === fresh.node.kind) return "same"; // two empty containers
  return { ...placeOf(fresh, pathOf), change: "retyped", old: nodeFacts(old.node), new: nodeFacts(fresh.node) };
}

function placeOf({ keys, node }: Leaf, pathOf: LeafOptions["pathOf"]): Pick<Change, "path" | "keys" | "node"> {
  return { path: pathOf(keys), keys, node: node.kind };
}

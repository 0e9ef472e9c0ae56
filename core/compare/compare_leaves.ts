import { isTensorLeaf, type Leaf, type TensorLeaf } from "../model/leaf.ts";
import type { Matching, Rewrite } from "../model/matching.ts";
import { nodeFacts } from "../model/node_facts.ts";
import type { Change } from "../model/report.ts";
import type { TableNode } from "../model/table.ts";
import type { Tolerance } from "../model/tolerance.ts";
import { sameScalar, scalarChange } from "./scalar.ts";

/** A tensor of both sides, or of one alone, whose headers and values are still to be compared. */
export type TensorPair =
  | { readonly old: TensorLeaf; readonly new: TensorLeaf | null }
  | { readonly old: TensorLeaf; readonly new: TensorLeaf; readonly rewrite: Rewrite | null }
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
  /** How many tensors there are, of both sides or of one; see `tensorPairs`. */
  readonly tensors: number;
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
export function compareLeaves({ pairs, renamed, removed, added }: Matching, options: LeafOptions): ComparedLeaves {
  const changes: Change[] = [], tables: TableTask[] = [];
  let tensors = renamed.length, unchangedValues = 0, closeValues = 0;
  for (const { old, new: fresh } of pairs) {
    if (isTensorLeaf(old) && isTensorLeaf(fresh)) tensors++;
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
      if (isTensorLeaf(leaf)) tensors++;
      else changes.push(loneChange(leaf, side, options));
    }
  }
  return { changes, tensors, tables, unchangedValues, closeValues };
}

/** The tensors of a matching: those of both sides, then those of another name, those that were removed and those that were added. */
export function* tensorPairs({ pairs, renamed, removed, added }: Matching): Generator<TensorPair> {
  for (const { old, new: fresh } of pairs) if (isTensorLeaf(old) && isTensorLeaf(fresh)) yield { old, new: fresh };
  yield* renamed;
  for (const leaf of removed) if (isTensorLeaf(leaf)) yield { old: leaf, new: null };
  for (const leaf of added) if (isTensorLeaf(leaf)) yield { old: null, new: leaf };
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

import { isTensorLeaf, type Leaf, type TensorLeaf } from "../model/leaf.ts";
import type { Matching } from "../model/matching.ts";
import { nodeFacts } from "../model/node_facts.ts";
import type { Change } from "../model/report.ts";
import type { TableNode } from "../model/table.ts";
import { pairRole, type TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import type { Tolerance } from "../model/tolerance.ts";
import { sameScalar, scalarChange } from "./scalar.ts";
import { structureChange } from "./structure_change.ts";

/** Two tables at the same place, still to be read. */
export interface TableTask {
  readonly keys: readonly string[];
  readonly old: TableNode;
  readonly new: TableNode;
}

/** What comparing headers and scalars has settled, and what is left to read. */
export interface ComparedLeaves {
  readonly changes: readonly Change[];
  readonly tensors: readonly TensorTask[];
  readonly tables: readonly TableTask[];
  /** Scalars and empty containers that are the same on both sides. */
  readonly unchangedValues: number;
  /** Numbers that differ by no more than the tolerance. */
  readonly closeValues: number;
}

/** How leaves are named and judged. */
export interface LeafOptions {
  pathOf(keys: readonly string[]): string;
  roleOf(leaf: TensorLeaf, side: "old" | "new"): TensorRole;
  readonly tolerance?: Tolerance;
}

/** Compares paired and lone leaves: scalars at once, tensors by type and shape, tables not yet. */
export function compareLeaves({ pairs, removed, added }: Matching, options: LeafOptions): ComparedLeaves {
  const changes: Change[] = [], tensors: TensorTask[] = [], tables: TableTask[] = [];
  let unchangedValues = 0, closeValues = 0;
  for (const { old, new: fresh } of pairs) {
    if (isTensorLeaf(old) && isTensorLeaf(fresh)) tensors.push(pairedTensor(old, fresh, options));
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
      if (isTensorLeaf(leaf)) tensors.push(loneTensor(leaf, side, options));
      else changes.push(loneChange(leaf, side, options));
    }
  }
  return { changes, tensors, tables, unchangedValues, closeValues };
}

function pairedTensor(old: TensorLeaf, fresh: TensorLeaf, { pathOf, roleOf }: LeafOptions): TensorTask {
  return {
    path: pathOf(fresh.keys),
    keys: fresh.keys,
    role: pairRole({ node: old.node, role: roleOf(old, "old") }, { node: fresh.node, role: roleOf(fresh, "new") }),
    change: structureChange(old.node, fresh.node),
    old: old.node,
    new: fresh.node,
  };
}

function loneTensor(leaf: TensorLeaf, side: "old" | "new", options: LeafOptions): TensorTask {
  return {
    path: options.pathOf(leaf.keys),
    keys: leaf.keys,
    role: options.roleOf(leaf, side),
    change: side === "old" ? "removed" : "added",
    old: side === "old" ? leaf.node : null,
    new: side === "new" ? leaf.node : null,
  };
}

function loneChange({ keys, node }: Leaf, side: "old" | "new", { pathOf }: LeafOptions): Change {
  const facts = nodeFacts(node);
  const change = side === "old" ? "removed" : "added";
  return {
    path: pathOf(keys),
    keys,
    node: node.kind,
    change,
    old: side === "old" ? facts : null,
    new: side === "new" ? facts : null,
  };
}

function otherChange(old: Leaf, fresh: Leaf, { pathOf, tolerance }: LeafOptions): Change | "same" | "close" {
  const place = { path: pathOf(fresh.keys), keys: fresh.keys, node: fresh.node.kind };
  if (old.node.kind === "scalar" && fresh.node.kind === "scalar") {
    if (sameScalar(old.node, fresh.node)) return "same";
    if (tolerance && sameScalar(old.node, fresh.node, tolerance)) return "close";
    return { ...place, ...scalarChange(old.node, fresh.node) };
  }
  if (old.node.kind === fresh.node.kind) return "same"; // two empty containers
  return { ...place, change: "retyped", old: nodeFacts(old.node), new: nodeFacts(fresh.node) };
}

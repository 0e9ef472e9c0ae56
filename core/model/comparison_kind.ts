import type { Leaf } from "./leaf.ts";
import type { ComparisonKind } from "./report.ts";
import type { TreeNode } from "./tree.ts";

/** What a loaded file is compared as: a table, one array, a model (anything else that holds tensors) or a document. */
export function artefactKind(root: TreeNode, leaves: Iterable<Leaf>): ComparisonKind {
  if (root.kind === "table") return "table";
  if (root.kind === "tensor") return "array";
  for (const { node } of leaves) if (node.kind === "tensor" || node.kind === "table") return "model";
  return "document";
}

/** Whether what is compared may hold tensors. */
export function holdsTensors(kind: ComparisonKind): boolean {
  return kind === "model" || kind === "array";
}

/** What a pair is compared as: of two different kinds, the one that holds more. */
export function pairKind(old: ComparisonKind, fresh: ComparisonKind): ComparisonKind {
  const order: readonly ComparisonKind[] = ["model", "array", "table", "document"];
  return order[Math.min(order.indexOf(old), order.indexOf(fresh))]!;
}

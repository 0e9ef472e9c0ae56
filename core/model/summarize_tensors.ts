import { byteLength } from "./dtype.ts";
import { SeenStorages } from "./seen_storages.ts";
import { elementCount, type TensorNode } from "./tensor.ts";
import { childrenOf, type TreeNode } from "./tree.ts";

/**
 * What a summary says of the tensors of a tree: how many, elements by type,
 * and bytes. Tensors that share their elements count once.
 *
 * @example
 * ```ts
 * import { summarizeTensors } from "./summarize_tensors.ts";
 * import { dtype } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const weight = { kind: "tensor", dtype: dtype("float32"), shape: [2, 3], storageId: "a", data: null } as const;
 * const root = { kind: "map", entries: new Map([["weight", weight], ["tied", weight]]) } as const;
 * assertEquals(summarizeTensors(root), [
 *   { label: "tensors", value: 1 },
 *   { label: "float32 elements", value: 6 },
 *   { label: "tensor bytes", value: 24 },
 * ]);
 * ```
 */
export function summarizeTensors(root: TreeNode): readonly { readonly label: string; readonly value: number }[] {
  const elements = new Map<string, number>();
  let bytes = 0;
  const tensors = distinctTensors(root);
  for (const { dtype, shape } of tensors) {
    const count = elementCount(shape);
    elements.set(dtype.name, (elements.get(dtype.name) ?? 0) + count);
    bytes += byteLength(dtype, count);
  }
  return [
    { label: "tensors", value: tensors.length },
    ...[...elements].map(([name, value]) => ({ label: `${name} elements`, value })),
    { label: "tensor bytes", value: bytes },
  ];
}

// Every node once: a tree may share nodes, and unfold to far more than it holds.
function distinctTensors(root: TreeNode): TensorNode[] {
  const tensors: TensorNode[] = [], storages = new SeenStorages();
  const seen = new Set<TreeNode>([root]);
  for (const node of seen) {
    if (node.kind === "tensor" && storages.isNew(node)) tensors.push(node);
    for (const [, child] of childrenOf(node)) seen.add(child); // A set may grow while it is walked.
  }
  return tensors;
}

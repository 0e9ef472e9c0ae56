import { byteLength } from "../../core/model/dtype.ts";
import { elementCount, type TensorNode } from "../../core/model/tensor.ts";
import { childrenOf, type TreeNode } from "../../core/model/tree.ts";
import type { Artefact, Summary } from "../../core/plugin.ts";

/** Layout, tensors, elements by type and imports; storages that several tensors share count once. */
export function summarizeTorch({ root, container, imports }: Artefact): Summary {
  const tensors = [...tensorsOf(root)];
  const unique = [...new Map(tensors.map((tensor) => [tensor.storageId, tensor])).values()];
  const byType = new Map<string, { elements: number; bytes: number }>();
  for (const { dtype, shape } of unique) {
    const sum = byType.get(dtype.name) ?? { elements: 0, bytes: 0 };
    const elements = elementCount(shape);
    byType.set(dtype.name, { elements: sum.elements + elements, bytes: sum.bytes + byteLength(dtype, elements) });
  }
  const parameters = unique.filter(({ isParameter }) => isParameter === true);
  return {
    facts: [
      ...Object.entries(container ?? {}).map(([label, value]) => ({
        label: label.replaceAll("_", " "),
        value: `${value}`,
      })),
      { label: "tensors", value: tensors.length },
      ...(parameters.length > 0 ? [{ label: "parameters", value: sumElements(parameters) }] : []),
      { label: "elements", value: sumElements(unique) },
      ...[...byType].sort(([, a], [, b]) => b.bytes - a.bytes).map(([name, { elements, bytes }]) => ({
        label: name,
        value: `${elements} elements, ${bytes} bytes`,
      })),
      ...(imports?.length ? [{ label: "imports", value: imports.join(", ") }] : []),
    ],
  };
}

/** Every tensor node once, however often the tree shows it. */
function* tensorsOf(root: TreeNode): Generator<TensorNode> {
  const seen = new Set<TreeNode>([root]);
  const open: TreeNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "tensor") yield node;
    for (const [, child] of childrenOf(node)) {
      if (seen.has(child)) continue;
      seen.add(child);
      open.push(child);
    }
  }
}

function sumElements(tensors: readonly TensorNode[]): number {
  return tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

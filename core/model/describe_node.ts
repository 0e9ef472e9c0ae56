import type { TreeNode } from "./tree.ts";

/**
 * What a node is, in a few words: its kind and how much it holds.
 *
 * @example
 * ```ts
 * import { describeNode } from "./describe_node.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(describeNode({ kind: "list", items: [] }), "list of 0");
 * ```
 */
export function describeNode(node: TreeNode): string {
  switch (node.kind) {
    case "map":
      return `${node.typeName ?? "map"} of ${node.entries.size}`;
    case "list":
      return `${node.typeName ?? "list"} of ${node.items.length}`;
    case "scalar":
      return node.type;
    case "tensor":
      return `${node.dtype.name} [${node.shape.join(", ")}]`;
    case "table":
      return `table of ${node.columns.length} columns`;
    case "opaque":
      return node.typeName;
  }
}

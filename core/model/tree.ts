import type { ScalarNode } from "./scalar.ts";
import type { TableNode } from "./table.ts";
import type { TensorNode } from "./tensor.ts";

/** The key under which an opaque object's class stands beside its parts. */
export const CLASS_KEY = "__class__";

/** Everything that a file can hold, as inert values. */
export type TreeNode = MapNode | ListNode | ScalarNode | TensorNode | TableNode | OpaqueNode;

/** A node that has no children. */
export type LeafNode = ScalarNode | TensorNode | TableNode | EmptyNode;

/** A container without members: `{}`, `[]`. */
export type EmptyNode = MapNode | ListNode;

/** Named members in file order. */
export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, TreeNode>;
  /** The class that the file names, where it is not a plain dictionary. */
  readonly typeName?: string;
}

/** Members by position. */
export interface ListNode {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
  /** `tuple`, `set`, ... where it is not a plain list. */
  readonly typeName?: string;
}

/** An object of a class that diffai does not know: named, never constructed; what it was made of is kept. */
export interface OpaqueNode {
  readonly kind: "opaque";
  readonly typeName: string;
  /** `args`, `state`, `items`, as far as the file has them. */
  readonly parts: ReadonlyMap<string, TreeNode>;
}

/** Whether a node has no children. */
export function isLeafNode(node: TreeNode): node is LeafNode {
  if (node.kind === "map") return node.entries.size === 0;
  return node.kind === "list" ? node.items.length === 0 : node.kind !== "opaque";
}

/**
 * The children of a node with their keys, which are all different; none for a
 * leaf. An opaque object's class is a child like any other, so that a change of
 * class is a change.
 */
export function* childrenOf(node: TreeNode): Generator<[key: string, child: TreeNode]> {
  if (node.kind === "map") yield* node.entries;
  else if (node.kind === "opaque") {
    yield [classKeyOf(node), classOf(node)];
    yield* node.parts;
  } else if (node.kind === "list") {
    for (let index = 0; index < node.items.length; index++) yield [String(index), node.items[index]!];
  }
}

/**
 * The child that `childrenOf` gives under a key, or `undefined`.
 *
 * @example
 * ```ts
 * import { childAt } from "./tree.ts";
 * import { assertEquals } from "@std/assert";
 * const one = { kind: "scalar", type: "int", value: 1 } as const;
 * assertEquals(childAt({ kind: "list", items: [one] }, "0"), one);
 * assertEquals(childAt({ kind: "list", items: [one] }, "00"), undefined);
 * ```
 */
export function childAt(node: TreeNode, key: string): TreeNode | undefined {
  if (node.kind === "map") return node.entries.get(key);
  if (node.kind === "opaque") return key === classKeyOf(node) ? classOf(node) : node.parts.get(key);
  return node.kind === "list" && String(Number(key)) === key ? node.items[Number(key)] : undefined;
}

function classOf({ typeName }: OpaqueNode): TreeNode {
  return { kind: "scalar", type: "string", value: typeName };
}

/** The class's key, in as many quotes as it takes to tell it from a part's. */
function classKeyOf({ parts }: OpaqueNode): string {
  let key = CLASS_KEY;
  while (parts.has(key)) key = JSON.stringify(key);
  return key;
}

import { dtype as findDType, type DTypeName } from "../../core/model/dtype.ts";
import type { Leaf } from "../../core/model/leaf.ts";
import { integerScalar, type ScalarNode } from "../../core/model/scalar.ts";
import type { TensorNode } from "../../core/model/tensor.ts";
import type { ListNode, MapNode, TreeNode } from "../../core/model/tree.ts";

/** A map of named members. */
export function map(members: Readonly<Record<string, TreeNode>>): MapNode {
  return { kind: "map", entries: new Map(Object.entries(members)) };
}

/** A list of members. */
export function list(...items: readonly TreeNode[]): ListNode {
  return { kind: "list", items };
}

/** A tensor without data, each with a storage of its own. */
export function meta(
  shape: readonly number[],
  dtype: DTypeName = "float32",
  rest: Partial<TensorNode> = {},
): TensorNode {
  return { kind: "tensor", dtype: findDType(dtype), shape, storageId: `meta-${next++}`, data: null, ...rest };
}

let next = 0;

/** An integer. */
export function int(value: number | bigint): ScalarNode {
  return integerScalar(value);
}

/** A floating-point number, with its spelling where one is given. */
export function float(value: number, literal?: string): ScalarNode {
  return { kind: "scalar", type: "float", value, ...(literal === undefined ? {} : { literal }) };
}

/** A text. */
export function text(value: string): ScalarNode {
  return { kind: "scalar", type: "string", value };
}

/** A leaf at keys. */
export function leaf<Node extends Leaf["node"]>(
  node: Node,
  ...keys: readonly string[]
): Leaf & { readonly node: Node } {
  return { keys, node };
}

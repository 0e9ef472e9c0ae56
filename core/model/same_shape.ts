import type { TensorNode } from "./tensor.ts";

/**
 * Whether two tensors have the same sizes along the same axes.
 *
 * @example
 * ```ts
 * import { sameShape } from "./same_shape.ts";
 * import { assert } from "@std/assert";
 * assert(sameShape({ shape: [2, 3] }, { shape: [2, 3] }));
 * assert(!sameShape({ shape: [] }, { shape: [1] }));
 * ```
 */
export function sameShape(
  { shape: old }: Pick<TensorNode, "shape">,
  { shape: fresh }: Pick<TensorNode, "shape">,
): boolean {
  return old.length === fresh.length && old.every((size, axis) => size === fresh[axis]);
}

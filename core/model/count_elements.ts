import { SeenStorages } from "./seen_storages.ts";
import { elementCount } from "./tensor.ts";
import type { RoledTensor, TensorRole } from "./tensor_role.ts";

/**
 * Elements of the tensors of one role. Views of the same elements count once.
 *
 * @example Tied tensors
 * ```ts
 * import { countElements } from "./count_elements.ts";
 * import { dtype } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const node = { kind: "tensor", dtype: dtype("float32"), shape: [2, 3], storageId: "a", data: null } as const;
 * assertEquals(countElements([{ node, role: "parameter" }, { node, role: "parameter" }], "parameter"), 6);
 * assertEquals(countElements([{ node, role: "parameter" }], "buffer"), 0);
 * ```
 */
export function countElements(tensors: Iterable<RoledTensor>, role: TensorRole): number {
  const seen = new SeenStorages();
  let elements = 0;
  for (const { node, role: own } of tensors) {
    if (own === role && seen.isNew(node)) elements += elementCount(node.shape);
  }
  return elements;
}

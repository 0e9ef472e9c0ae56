import { sameShape } from "../model/same_shape.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";

/** How the structure of a tensor that both files have changed; `revalued` if it did not. */
export function structureChange(old: TensorNode, fresh: TensorNode): TensorTask["change"] {
  if (!sameShape(old, fresh)) return "reshaped";
  return old.dtype.name === fresh.dtype.name ? "revalued" : "retyped";
}

import type { TensorNode } from "../model/tensor.ts";

/** Whether elements of a pair are compared as bit patterns: same type and, for quantized tensors, same scales. */
export function comparesBits(
  old: Pick<TensorNode, "dtype" | "quantization">,
  fresh: Pick<TensorNode, "dtype" | "quantization">,
): boolean {
  if (old.dtype.name !== fresh.dtype.name) return false;
  return old.quantization === fresh.quantization ||
    JSON.stringify(old.quantization) === JSON.stringify(fresh.quantization);
}

import { dtype as findDType, type DTypeName } from "../../../core/model/dtype.ts";
import type { Quantization, TensorNode } from "../../../core/model/tensor.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";

/** A tensor over bytes in memory; `shape` is that of a vector unless given. */
export function makeTensor(
  dtype: DTypeName,
  bytes: Uint8Array,
  shape: readonly number[] = [Math.floor(bytes.length * 8 / findDType(dtype).bits)],
  quantization?: Quantization,
): TensorNode {
  return {
    kind: "tensor",
    dtype: findDType(dtype),
    shape,
    storageId: `test-${next++}`,
    data: plainData(createMemorySource("test", bytes)),
    ...(quantization ? { quantization } : {}),
  };
}

let next = 0;

/** The bytes of a typed array, as a tensor of that type. */
export function tensorOf(dtype: DTypeName, array: ArrayBufferView, shape?: readonly number[]): TensorNode {
  return makeTensor(dtype, new Uint8Array(array.buffer, array.byteOffset, array.byteLength), shape);
}

/** A float64 vector. */
export function float64(...values: readonly number[]): TensorNode {
  return tensorOf("float64", Float64Array.from(values));
}

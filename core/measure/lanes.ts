import type { DType } from "../model/dtype.ts";
import { elementCount, type Quantization, type TensorNode } from "../model/tensor.ts";
import { LANE_READERS } from "./lane_readers.ts";

/** Elements of one tensor decoded to float64, a chunk at a time. */
export interface Lanes {
  /** Numbers an element: 2 for complex, else 1. */
  readonly perElement: 1 | 2;
  /** Decodes `count` elements from the start of `bytes`; `first` is the index of the first one in its tensor. */
  read(bytes: Uint8Array, first: number, count: number, into: Float64Array): void;
}

/** How the elements of a tensor are decoded, or `undefined` for text, bytes and dates, which are not numbers. */
export function lanesOf(
  { dtype, shape, quantization }: Pick<TensorNode, "dtype" | "shape" | "quantization">,
): Lanes | undefined {
  const read = LANE_READERS[dtype.stored ?? dtype.name];
  if (read === undefined) return undefined;
  const perElement = dtype.kind === "complex" ? 2 : 1;
  const plain: Lanes = {
    perElement,
    read: (bytes, _first, count, into) => read(viewOf(bytes), count * perElement, into),
  };
  return quantization ? dequantized(plain, quantization, shape) : plain;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function dequantized(
  stored: Lanes,
  { scheme, scales, zeroPoints, axis }: Quantization,
  shape: readonly number[],
): Lanes {
  const inner = scheme === "per_channel" ? elementCount(shape.slice(axis! + 1)) : Infinity;
  const channels = scales.length;
  return {
    perElement: 1,
    read(bytes, first, count, into) {
      stored.read(bytes, first, count, into);
      for (let i = 0; i < count; i++) {
        const channel = inner === Infinity ? 0 : Math.floor((first + i) / inner) % channels;
        into[i] = (into[i]! - zeroPoints[channel]!) * scales[channel]!;
      }
    },
  };
}

/** Whether values of the type are integers that float64 does not hold exactly. */
export function isWideInteger({ name }: DType): boolean {
  return name === "int64" || name === "uint64";
}

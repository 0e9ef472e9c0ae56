import type { DType } from "../model/dtype.ts";
import { elementCount, type Quantization, type TensorNode } from "../model/tensor.ts";
import { readExtendedTails } from "./extended.ts";
import { LANE_READERS, type LaneReader } from "./lane_readers.ts";
import { readIntegerTails } from "./wide_integers.ts";

/** Elements of one tensor decoded to float64, a chunk at a time. */
export interface Lanes {
  /** Numbers an element: 2 for complex, else 1. */
  readonly perElement: 1 | 2;
  /** Decodes `count` elements from the start of `bytes`; `first` is the index of the first one in its tensor. */
  read(bytes: Uint8Array, first: number, count: number, into: Float64Array): void;
  /** What rounding to float64 took away: lane + tail is the exact number. Absent where float64 holds every value. */
  readTails?(bytes: Uint8Array, count: number, into: Float64Array): void;
}

/** How the elements of a tensor are decoded, or `undefined` for text, bytes and dates, which are not numbers. */
export function lanesOf(
  { dtype, shape, quantization }: Pick<TensorNode, "dtype" | "shape" | "quantization">,
): Lanes | undefined {
  const read = LANE_READERS[dtype.stored ?? dtype.name];
  if (read === undefined) return undefined;
  const perElement = dtype.kind === "complex" ? 2 : 1;
  const tails = TAIL_READERS[dtype.name];
  const plain: Lanes = {
    perElement,
    read: (bytes, _first, count, into) => read(viewOf(bytes), count * perElement, into),
    ...(tails ? { readTails: (bytes, count, into) => tails(viewOf(bytes), count * perElement, into) } : {}),
  };
  return quantization ? dequantized(plain, quantization, shape) : plain;
}

/** The types that float64 is too narrow for. */
const TAIL_READERS: Readonly<Record<string, LaneReader | undefined>> = {
  int64: readIntegerTails("getBigInt64"),
  uint64: readIntegerTails("getBigUint64"),
  float128: readExtendedTails,
  complex256: readExtendedTails,
};

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// As torch dequantizes, so that the result is the float32 that the model computes with: one scale
// in float32 steps, scales by channel in float64, rounded once.
function dequantized(
  stored: Lanes,
  { scheme, scales, zeroPoints, axis }: Quantization,
  shape: readonly number[],
): Lanes {
  const perTensor = scheme === "per_tensor";
  const factor = Math.fround(scales[0] ?? NaN), zero = zeroPoints[0] ?? NaN;
  const inner = perTensor ? 1 : elementCount(shape.slice(axis! + 1));
  return {
    perElement: 1,
    read(bytes, first, count, into) {
      stored.read(bytes, first, count, into);
      if (perTensor) {
        for (let i = 0; i < count; i++) into[i] = Math.fround(Math.fround(into[i]! - zero) * factor);
        return;
      }
      for (let i = 0; i < count; i++) {
        const channel = Math.floor((first + i) / inner) % scales.length;
        into[i] = Math.fround((into[i]! - zeroPoints[channel]!) * scales[channel]!);
      }
    },
  };
}

/** Whether values of the type are integers that float64 does not hold exactly. */
export function isWideInteger({ name }: DType): boolean {
  return name === "int64" || name === "uint64";
}

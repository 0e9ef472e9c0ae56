import { elementCount, type Quantization, type TensorNode } from "../../model/tensor.ts";
import { codeTable } from "./code_table.ts";
import { type ElementKind, elementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { ASIDE, DECODED, TABLE } from "./kernel_memory.ts";

/** Makes float lanes of one side's chunks in the kernel's memory. */
export interface ChunkDecoder {
  readonly kind: ElementKind;
  /** Whether other bits are other lanes. Of a table or a scale, two codes may be one value. */
  readonly isInjective: boolean;
  /**
   * The address of the lanes of `count` elements at `from`; where they are, if they need no decoding. `first` is the
   * index of the first one in its tensor. `null` for 64-bit integers that float64 does not hold.
   */
  decode(from: number, first: number, count: number): number | null;
}

/** A decoder to lanes of 32 or 64 bits. The tensor is one that `elementKind` knows. */
export function createChunkDecoder(
  kernel: Kernel,
  tensor: TensorNode,
  side: "old" | "new",
  lane: 32 | 64,
): ChunkDecoder {
  const kind = elementKind(tensor)!, to = DECODED[side];
  const narrow = narrowDecoder(kernel, tensor, kind, side);
  const isInjective = kind.decoder !== "table" && !tensor.quantization;
  if (kind.lane === lane) {
    return { kind, isInjective, decode: (from, first, count) => narrow(from, to, first, count) };
  }
  return {
    kind,
    isInjective,
    decode(from, first, count) {
      // Not where the wide lanes go: those written first would lie on narrow ones that are still to be read.
      kernel.widen32(narrow(from, ASIDE, first, count)!, to, count);
      return to;
    },
  };
}

/** Decodes to the lane that is natural to the type and gives where the lanes are. */
type Decode = (from: number, to: number, first: number, count: number) => number | null;

function narrowDecoder(kernel: Kernel, tensor: TensorNode, { decoder }: ElementKind, side: "old" | "new"): Decode {
  if (tensor.quantization) return dequantizer(kernel, tensor, tensor.quantization);
  switch (decoder) {
    case "none":
      return (from) => from;
    case "table":
      new Float32Array(kernel.memory.buffer, TABLE[side], 256).set(codeTable(tensor));
      return (from, to, _first, count) => (kernel.decodeTable8(from, to, count, TABLE[side]), to);
    case "int64":
      return (from, to, _first, count) => kernel.decodeInt64(from, to, count) ? null : to;
    case "uint64":
      return (from, to, _first, count) => kernel.decodeUint64(from, to, count) ? null : to;
    default: {
      const decode = kernel[DECODERS[decoder]];
      return (from, to, _first, count) => (decode(from, to, count), to);
    }
  }
}

const DECODERS = {
  float16: "decodeFloat16",
  bfloat16: "decodeBfloat16",
  int16: "decodeInt16",
  uint16: "decodeUint16",
  int32: "decodeInt32",
  uint32: "decodeUint32",
} as const;

/** As `lanesOf` dequantizes: one scale in float32 steps, scales by channel in float64, rounded once. */
function dequantizer(
  kernel: Kernel,
  { dtype, shape }: TensorNode,
  { scheme, scales, zeroPoints, axis }: Quantization,
): Decode {
  const width = dtype.bits / 8, isWhole = scheme === "per_tensor";
  const run = runDequantizer(kernel, dtype.stored ?? dtype.name, isWhole);
  if (isWhole) {
    const scale = Math.fround(scales[0] ?? NaN), zero = zeroPoints[0] ?? NaN;
    return (from, to, _first, count) => (run(from, to, count, scale, zero), to);
  }
  const inner = elementCount(shape.slice(axis! + 1));
  return (from, to, first, count) => {
    for (let done = 0; done < count;) {
      const at = first + done, channel = Math.floor(at / inner) % scales.length;
      const size = Math.min(count - done, inner - at % inner);
      run(from + done * width, to + done * 4, size, scales[channel]!, zeroPoints[channel]!);
      done += size;
    }
    return to;
  };
}

/** Dequantizes a run of elements with one scale. Vectors may touch what lies behind it: runs go upwards. */
function runDequantizer(kernel: Kernel, stored: string, isRoundedTwice: boolean) {
  if (stored === "int8") return kernel.dequantizeInt8;
  if (stored === "uint8") return kernel.dequantizeUint8;
  return (from: number, to: number, count: number, scale: number, zero: number) =>
    kernel.dequantizeInt32(from, to, count, scale, zero, isRoundedTwice ? 1 : 0);
}

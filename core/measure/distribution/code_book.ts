import { type DType, dtype as dtypeOf } from "../../model/dtype.ts";
import type { DistributionBasis } from "../../model/measures.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";

/** Which codes are counted: each element's own bits, or the upper 16 bits of it as float32. */
export interface CodeKind {
  readonly basis: DistributionBasis;
  /** Bits of a code. */
  readonly bits: 8 | 16;
}

/**
 * What the codes that are counted stand for. Every finite value, or bin of
 * values, has a rank in ascending order; codes of one value share it.
 */
export interface CodeBook extends CodeKind {
  /** By code; -1 for NaN and infinities. */
  readonly ranks: Int32Array;
  /** By rank: the value, or the middle of the bin. */
  readonly values: Float64Array;
  /** By rank: half the width of the bin; `null` where each code is one value. */
  readonly halfWidths: Float64Array | null;
}

/** How the values of a tensor, or a pair of them, are counted: by a code book, or one by one where they are few. */
export type Counting = CodeBook | "one by one";

/** Up to this many elements, values are kept and sorted: exact for every type. */
const FEW_ELEMENTS = 16384;

/** Code books by what they are of, each made when it is first needed. */
export class CodeBooks {
  readonly #books = new Map<string, CodeBook>();

  /** The book for tensors of the same type whose elements have at most 16 bits; else that of float32 bins. */
  of(...tensors: readonly Pick<TensorNode, "dtype" | "shape" | "quantization">[]): Counting {
    if (tensors.every(({ shape }) => elementCount(shape) <= FEW_ELEMENTS)) return "one by one";
    const [{ dtype }] = tensors as [Pick<TensorNode, "dtype">];
    const isExact = tensors.every((tensor) =>
      (tensor.dtype.bits === 8 || tensor.dtype.bits === 16) && tensor.dtype.kind !== "complex" &&
      tensor.dtype.name === dtype.name && !tensor.quantization
    );
    const key = isExact ? dtype.name : "";
    let book = this.#books.get(key);
    if (!book) this.#books.set(key, book = isExact ? exactBook(dtype) : binBook());
    return book;
  }
}

/** Each code is one value. */
function exactBook(dtype: DType): CodeBook {
  const bits = dtype.bits as 8 | 16, codes = codeValues(dtype, bits);
  const order = Uint16Array.from(codes.keys()).filter((code) => Number.isFinite(codes[code]));
  order.sort((a, b) => codes[a]! - codes[b]!);
  const ranks = new Int32Array(codes.length).fill(-1), values: number[] = [];
  for (const code of order) {
    if (values.length === 0 || values.at(-1) !== codes[code]) values.push(codes[code]! + 0); // -0 + 0 is 0
    ranks[code] = values.length - 1;
  }
  return { basis: "exact", bits, ranks, values: Float64Array.from(values), halfWidths: null };
}

/**
 * The upper 16 bits of a float32 are those of a bfloat16 rounded towards zero:
 * the bin reaches from that to the next larger one. Around zero lie two bins,
 * of which one stands for both: nothing in them is larger than 2^-133.
 */
function binBook(): CodeBook {
  const { ranks, values } = exactBook(dtypeOf("bfloat16"));
  const middles = values.slice(), halfWidths = new Float64Array(values.length);
  for (let rank = 0; rank < values.length; rank++) {
    const low = values[rank]!, next = values[rank + Math.sign(low)];
    if (low === 0) halfWidths[rank] = 2 ** -133;
    else {
      const width = next === undefined ? 2 ** 120 : Math.abs(next - low); // the last bin before infinity
      middles[rank] = low + Math.sign(low) * width / 2;
      halfWidths[rank] = width / 2;
    }
  }
  return { basis: "binned", bits: 16, ranks, values: middles, halfWidths };
}

function codeValues(dtype: DType, bits: 8 | 16): Float64Array {
  const codes = Uint16Array.from({ length: 1 << bits }, (_, code) => code);
  const bytes = bits === 8 ? Uint8Array.from(codes) : new Uint8Array(codes.buffer);
  const values = new Float64Array(codes.length);
  lanesOf({ dtype, shape: [codes.length] })!.read(bytes, 0, codes.length, values);
  return values;
}

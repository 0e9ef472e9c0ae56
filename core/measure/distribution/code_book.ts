import { type DType, dtype as dtypeOf } from "../../model/dtype.ts";
import { lanesOf } from "../lanes.ts";
import type { CodeKind } from "./counting.ts";

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

/** Each code is one value. */
export function exactBook(dtype: DType): CodeBook {
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
export function binBook(): CodeBook {
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

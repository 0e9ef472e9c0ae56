import type { DType } from "../../../model/dtype.ts";

/** Gives the key of the element at an index of some bytes: an integer in the order of the numbers; NaN for a NaN. */
export type ReadOrderedCodes = (bytes: Uint8Array) => (index: number) => number;

/** Types whose patterns are a sign and a size: their width, and the pattern of infinity or of the largest number. */
const PATTERNS: Readonly<Record<string, { readonly bytes: 1 | 2 | 4; readonly most: number } | undefined>> = {
  float32: { bytes: 4, most: 0x7f800000 },
  float16: { bytes: 2, most: 0x7c00 },
  bfloat16: { bytes: 2, most: 0x7f80 },
  float8_e5m2: { bytes: 1, most: 0x7c },
  float8_e4m3fn: { bytes: 1, most: 0x7e },
};

/**
 * Reads the bit patterns of a floating-point type as integers in the order of
 * their numbers, +0 and -0 being 0; `undefined` for types wider than 32 bits and
 * those that have no zero or one alone.
 */
export function orderedCodes({ name }: DType): ReadOrderedCodes | undefined {
  const pattern = PATTERNS[name];
  if (!pattern) return undefined;
  const { bytes: width, most } = pattern, sign = 2 ** (8 * width - 1);
  const keyOf = (code: number) => {
    const size = code % sign;
    return size > most ? NaN : code >= sign ? -size : size;
  };
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (width === 4) return (index) => keyOf(view.getUint32(4 * index, true));
    return width === 2 ? (index) => keyOf(view.getUint16(2 * index, true)) : (index) => keyOf(view.getUint8(index));
  };
}

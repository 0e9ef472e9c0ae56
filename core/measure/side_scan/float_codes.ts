import type { DType } from "../../model/dtype.ts";

/** Elements as machine words. */
export type CodeWords = Uint8Array | Uint16Array | Uint32Array;

/** The bit patterns of a floating-point type, as machine words. */
export interface FloatCodes {
  /** Words an element: 2 for float64, else 1. */
  readonly words: 1 | 2;
  /** The words of some elements' bytes. */
  view(bytes: Uint8Array): CodeWords;
  /** All bits but the sign's, of an element's last word. */
  readonly size: number;
}

/** Types whose only zeros are a sign and bits that are all 0, by the bytes of an element. */
const WIDTHS: Readonly<Record<string, 1 | 2 | 4 | 8 | undefined>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
};

/** How the patterns of a type are looked at; `undefined` for what is no floating-point type, or a rare one. */
export function floatCodes({ name }: DType): FloatCodes | undefined {
  const width = WIDTHS[name];
  return width && FLOAT_CODES[width];
}

const FLOAT_CODES: Readonly<Record<1 | 2 | 4 | 8, FloatCodes>> = {
  1: { words: 1, view: (bytes) => bytes, size: 0x7f },
  2: { words: 1, view: (bytes) => wordsOf(bytes, Uint16Array), size: 0x7fff },
  4: { words: 1, view: (bytes) => wordsOf(bytes, Uint32Array), size: 0x7fffffff },
  8: { words: 2, view: (bytes) => wordsOf(bytes, Uint32Array), size: 0x7fffffff },
};

function wordsOf(bytes: Uint8Array, type: Uint16ArrayConstructor | Uint32ArrayConstructor): CodeWords {
  const width = type.BYTES_PER_ELEMENT;
  const { buffer, byteOffset, length } = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return new type(buffer as ArrayBuffer, byteOffset, length / width);
}

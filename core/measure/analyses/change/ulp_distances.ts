import type { DType } from "../../../model/dtype.ts";
import { wordsOf, type WordsType } from "../../words.ts";

/** How many representable numbers lie between the elements of some bytes of old and of new. */
export interface UlpDistances {
  /** Of `count` elements from the start: rounded to float64, and NaN where a side is NaN. */
  read(old: Uint8Array, fresh: Uint8Array, count: number, into: Float64Array): void;
  /** Of one element, both sides of which are numbers: in full. Absent where float64 holds every distance. */
  exactly?(old: Uint8Array, fresh: Uint8Array, index: number): bigint;
}

/** Types whose patterns are a sign and a size: their width, and the pattern of infinity or of the largest number. */
const PATTERNS: Readonly<Record<string, { readonly bytes: 1 | 2 | 4; readonly most: number } | undefined>> = {
  float32: { bytes: 4, most: 0x7f800000 },
  float16: { bytes: 2, most: 0x7c00 },
  bfloat16: { bytes: 2, most: 0x7f80 },
  float8_e5m2: { bytes: 1, most: 0x7c },
  float8_e4m3fn: { bytes: 1, most: 0x7e },
};

const WORDS: Readonly<Record<1 | 2 | 4, WordsType<Uint8Array | Uint16Array | Uint32Array>>> = {
  1: Uint8Array,
  2: Uint16Array,
  4: Uint32Array,
};

/**
 * Distances of a floating-point type, whose bit patterns are read as integers in
 * the order of their numbers, +0 and -0 being 0; `undefined` for types wider
 * than 64 bits and those that have no zero or one alone.
 */
export function ulpDistances({ name }: DType): UlpDistances | undefined {
  if (name === "float64") return WIDE;
  const pattern = PATTERNS[name];
  if (!pattern) return undefined;
  const sign = 2 ** (8 * pattern.bytes - 1), { most } = pattern;
  const words = (bytes: Uint8Array) => wordsOf(bytes, WORDS[pattern.bytes]);
  return {
    read(oldBytes, newBytes, count, into) {
      const old = words(oldBytes), fresh = words(newBytes);
      for (let i = 0; i < count; i++) {
        const a = old[i]!, b = fresh[i]!, oldSize = a < sign ? a : a - sign, newSize = b < sign ? b : b - sign;
        if (oldSize > most || newSize > most) into[i] = NaN;
        else into[i] = a < sign === b < sign ? Math.abs(oldSize - newSize) : oldSize + newSize;
      }
    },
  };
}

/** The upper half of infinity. */
const INFINITY = 0x7ff00000;

/** Of float64, whose sizes have 63 bits: they are taken as two halves, whose sums and differences float64 holds. */
const WIDE: UlpDistances = {
  read(oldBytes, newBytes, count, into) {
    const old = wordsOf(oldBytes, Uint32Array), fresh = wordsOf(newBytes, Uint32Array);
    for (let i = 0; i < count; i++) {
      const oldLow = old[2 * i]!, oldHigh = old[2 * i + 1]!, newLow = fresh[2 * i]!, newHigh = fresh[2 * i + 1]!;
      const oldSize = oldHigh & 0x7fffffff, newSize = newHigh & 0x7fffffff;
      if (isNaNSize(oldSize, oldLow) || isNaNSize(newSize, newLow)) into[i] = NaN;
      else if ((oldHigh ^ newHigh) < 0) into[i] = (oldSize + newSize) * 2 ** 32 + (oldLow + newLow);
      else into[i] = Math.abs((oldSize - newSize) * 2 ** 32 + (oldLow - newLow));
    }
  },
  exactly(old, fresh, index) {
    const distance = wideKey(old, index) - wideKey(fresh, index);
    return distance < 0n ? -distance : distance;
  },
};

function isNaNSize(high: number, low: number): boolean {
  return high > INFINITY || (high === INFINITY && low !== 0);
}

function wideKey(bytes: Uint8Array, index: number): bigint {
  const code = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(8 * index, true), size = code & ~(1n << 63n);
  return code === size ? size : -size;
}

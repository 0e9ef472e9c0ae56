import type { CastFormat } from "./cast_format.ts";

const BITS = new DataView(new ArrayBuffer(8));

/**
 * A float64 as a cast rounds it to a narrower type: to the nearest, ties to
 * even. Zero keeps its sign; what is beyond the type becomes `overflow`.
 *
 * @example A tie, and what is beyond the type
 * ```ts
 * import { roundToNearest } from "./round_to.ts";
 * import { CAST_FORMATS } from "./cast_format.ts";
 * import { assertEquals } from "@std/assert";
 * const float16 = CAST_FORMATS.find(({ name }) => name === "float16")!;
 * assertEquals(roundToNearest(1 + 2 ** -11, float16), 1);
 * assertEquals(roundToNearest(65520, float16), Infinity);
 * ```
 */
export function roundToNearest(x: number, format: CastFormat, overflow: number = format.overflow[0]!): number {
  const size = Math.abs(x);
  if (!(size <= 2 * format.largest)) return x === x ? signed(overflow, x) : NaN;
  const steps = roundedSize(size, anchorOf(size, format));
  return signed(steps > format.largest ? overflow : steps, x);
}

/** The same, but rounded towards zero, which no finite number overflows by. */
export function truncate(x: number, format: CastFormat): number {
  const size = Math.abs(x);
  if (size !== size) return NaN;
  if (size === Infinity) return signed(format.overflow[0]!, x);
  if (size >= format.largest) return signed(format.largest, x);
  const anchor = anchorOf(size, format), nearest = roundedSize(size, anchor);
  return signed(nearest > size ? nearest - anchor * 2 ** -52 : nearest, x);
}

/** The power of two whose unit in the last place as float64 is that of a number of this size in the format. */
function anchorOf(size: number, { mantissaBits, minExponent }: CastFormat): number {
  BITS.setFloat64(0, size);
  const exponent = (BITS.getUint16(0) >> 4) - 1023;
  return 2 ** (Math.max(exponent, minExponent) + 52 - mantissaBits);
}

/** Adding the anchor rounds, to the nearest with ties to even; taking it away again is exact. */
function roundedSize(size: number, anchor: number): number {
  return size + anchor - anchor;
}

/** A size with the sign of x. */
function signed(size: number, x: number): number {
  return x < 0 || Object.is(x, -0) ? -size : size;
}

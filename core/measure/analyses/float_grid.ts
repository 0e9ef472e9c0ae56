import type { DType } from "../../model/dtype.ts";
import { type Minifloat, MINIFLOATS } from "../minifloat.ts";

/** The representable numbers of a floating-point type. */
export interface FloatGrid {
  /** The nearest of them, ties to even, by way of float32 where the type is narrower, as torch computes. */
  round(value: number): number;
  /** How far apart they are around a finite number. */
  ulp(value: number): number;
}

/**
 * The grid of a type, or `undefined` where that is not IEEE-like: integers, fnuz, types without NaN, float128.
 *
 * @example
 * ```ts
 * import { floatGrid } from "./float_grid.ts";
 * import { dtype } from "../../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const { round, ulp } = floatGrid(dtype("bfloat16"))!;
 * assertEquals([round(1.004), round(1.00390625), ulp(1.5)], [1.0078125, 1, 2 ** -7]);
 * ```
 */
export function floatGrid({ name }: DType): FloatGrid | undefined {
  if (name === "float64") return { round: (value) => value, ulp: (value) => 2 ** (exponentOf(value, -1022) - 52) };
  if (name === "float32") return { round: Math.fround, ulp: (value) => 2 ** (exponentOf(value, -126) - 23) };
  const format = MINIFLOATS.find((each) => each.name === name);
  return format && LARGEST_SPARE[format.specials] !== undefined ? narrowGrid(format) : undefined;
}

/** By how many steps the largest finite number is below the next power of two, where the top exponent is in use. */
const LARGEST_SPARE: Partial<Record<Minifloat["specials"], number>> = { ieee: 1, fn: 2 };

function narrowGrid({ exponentBits, mantissaBits, bias, specials }: Minifloat): FloatGrid {
  const smallest = 1 - bias, isIeee = specials === "ieee";
  const largestExponent = 2 ** exponentBits - 1 - (isIeee ? 1 : 0) - bias;
  const largest = 2 ** largestExponent * (2 - LARGEST_SPARE[specials]! * 2 ** -mantissaBits);
  const ulp = (value: number) => 2 ** (exponentOf(value, smallest) - mantissaBits);
  // Where there are no infinities, the largest number stands for all beyond, as in torch; Math.sign keeps NaN.
  const beyond = (value: number) => Math.sign(value) * (isIeee ? Infinity : largest);
  return {
    ulp,
    round(value) {
      const single = Math.fround(value);
      if (!Number.isFinite(single)) return beyond(single);
      const step = ulp(single), steps = single / step;
      const rounded = (steps + HALF_EVEN - HALF_EVEN) * step;
      if (Math.abs(rounded) > largest) return beyond(rounded);
      return rounded === 0 ? single * 0 : rounded;
    },
  };
}

/** Added and taken away again, it rounds what is far smaller to whole numbers, ties to even. */
const HALF_EVEN = 1.5 * 2 ** 52;

const DOUBLE = new Float64Array(1), WORDS = new Uint32Array(DOUBLE.buffer);

/** floor(log2 |value|), and at least `smallest`. */
function exponentOf(value: number, smallest: number): number {
  DOUBLE[0] = value;
  return Math.max((WORDS[1]! >>> 20 & 0x7ff) - 1023, smallest);
}

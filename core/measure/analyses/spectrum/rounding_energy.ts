import type { DType, DTypeName } from "../../../model/dtype.ts";
import { smallestNormal } from "../../../model/smallest_normal.ts";

/** Bits of the fraction that are stored. */
const FRACTION_BITS: Readonly<Partial<Record<string, number>>> = {
  float64: 52,
  float32: 23,
  float16: 10,
  bfloat16: 7,
  float8_e4m3fn: 3,
  float8_e4m3fnuz: 3,
  float8_e5m2: 2,
  float8_e5m2fnuz: 2,
} satisfies Partial<Record<DTypeName, number>>;

/** The distance of a number of a type to the next one away from zero. */
export type Ulp = (value: number) => number;

/**
 * The unit in the last place of numbers of a type, or `undefined` for types without one.
 *
 * @example
 * ```ts
 * import { ulpOf } from "./rounding_energy.ts";
 * import { dtype } from "../../../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const ulp = ulpOf(dtype("bfloat16"))!;
 * assertEquals([ulp(1), ulp(-1.99), ulp(0), ulp(0.25)], [2 ** -7, 2 ** -7, 2 ** -133, 2 ** -9]);
 * ```
 */
export function ulpOf(dtype: DType): Ulp | undefined {
  const bits = FRACTION_BITS[dtype.name], smallest = smallestNormal(dtype);
  if (bits === undefined || !smallest) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  return (value) => {
    view.setFloat64(0, Math.max(Math.abs(value), smallest));
    const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1023; // of a normal float64: none is below `smallest`
    return 2 ** (exponent - bits);
  };
}

/**
 * The energy that rounding to a type leaves on average: sum ulp^2 / 12, the
 * variance of an error that is spread evenly over one unit.
 */
export function roundingEnergy(values: Float64Array, ulp: Ulp): number {
  let sum = 0;
  for (const value of values) sum += ulp(value) ** 2;
  return sum / 12;
}

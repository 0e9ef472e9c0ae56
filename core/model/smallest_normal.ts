import type { DType, DTypeName } from "./dtype.ts";

/** The smallest normal number of each type that has subnormal ones; `null`: below what elements are read as, float64. */
const SMALLEST_NORMAL: Readonly<Partial<Record<string, number | null>>> = {
  float64: 2 ** -1022,
  float32: 2 ** -126,
  float16: 2 ** -14,
  bfloat16: 2 ** -126,
  float128: null,
  float8_e4m3fn: 2 ** -6,
  float8_e4m3fnuz: 2 ** -7,
  float8_e5m2: 2 ** -14,
  float8_e5m2fnuz: 2 ** -15,
  float6_e2m3fn: 1,
  float6_e3m2fn: 2 ** -2,
  float4_e2m1fn: 1,
  complex32: 2 ** -14,
  complex64: 2 ** -126,
  complex128: 2 ** -1022,
  complex256: null,
} satisfies Partial<Record<DTypeName, number | null>>;

/**
 * The size below which numbers of a type other than zero are subnormal: 0 where
 * none is (integers, quantized ones, float8_e8m0fnu). Of a complex type, that of
 * its parts. `null` for types wider than float64.
 *
 * @example
 * ```ts
 * import { smallestNormal } from "./smallest_normal.ts";
 * import { dtype } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(smallestNormal(dtype("float16")), 2 ** -14);
 * assertEquals(smallestNormal(dtype("int8")), 0);
 * ```
 */
export function smallestNormal({ name }: Pick<DType, "name">): number | null {
  const smallest = SMALLEST_NORMAL[name];
  return smallest === undefined ? 0 : smallest;
}

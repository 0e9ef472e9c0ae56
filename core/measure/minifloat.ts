/** A binary floating-point format of at most 16 bits, as data. */
export interface Minifloat {
  readonly name: string;
  readonly bits: number;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /**
   * What the special codes are: `ieee` has infinities and NaN at the top exponent;
   * `fn` has NaN only at all ones; `fnuz` has NaN only at the code of -0;
   * `none` has finite values only; `e8m0` is an unsigned power of two with NaN at all ones.
   */
  readonly specials: "ieee" | "fn" | "fnuz" | "none" | "e8m0";
}

/**
 * The narrow formats. Sources: IEEE 754-2019 (float16); the bfloat16 white
 * paper; OCP "8-bit Floating Point Specification" 1.0 (e4m3fn, e5m2); Noune et
 * al. 2022, arXiv 2206.02915 (fnuz); OCP "Microscaling Formats" 1.0 (e8m0,
 * float6, float4).
 */
export const MINIFLOATS: readonly Minifloat[] = [
  { name: "float16", bits: 16, exponentBits: 5, mantissaBits: 10, bias: 15, specials: "ieee" },
  { name: "bfloat16", bits: 16, exponentBits: 8, mantissaBits: 7, bias: 127, specials: "ieee" },
  { name: "float8_e5m2", bits: 8, exponentBits: 5, mantissaBits: 2, bias: 15, specials: "ieee" },
  { name: "float8_e4m3fn", bits: 8, exponentBits: 4, mantissaBits: 3, bias: 7, specials: "fn" },
  { name: "float8_e5m2fnuz", bits: 8, exponentBits: 5, mantissaBits: 2, bias: 16, specials: "fnuz" },
  { name: "float8_e4m3fnuz", bits: 8, exponentBits: 4, mantissaBits: 3, bias: 8, specials: "fnuz" },
  { name: "float8_e8m0fnu", bits: 8, exponentBits: 8, mantissaBits: 0, bias: 127, specials: "e8m0" },
  { name: "float6_e2m3fn", bits: 6, exponentBits: 2, mantissaBits: 3, bias: 1, specials: "none" },
  { name: "float6_e3m2fn", bits: 6, exponentBits: 3, mantissaBits: 2, bias: 3, specials: "none" },
  { name: "float4_e2m1fn", bits: 4, exponentBits: 2, mantissaBits: 1, bias: 1, specials: "none" },
];

/** The value of every code of a format, indexed by the code. */
export function minifloatTable(format: Minifloat): Float64Array {
  return Float64Array.from({ length: 1 << format.bits }, (_, code) => minifloatValue(format, code));
}

/**
 * The value of one code.
 *
 * @example The largest finite float8_e4m3fn
 * ```ts
 * import { MINIFLOATS, minifloatValue } from "./minifloat.ts";
 * import { assertEquals } from "@std/assert";
 * const e4m3 = MINIFLOATS.find(({ name }) => name === "float8_e4m3fn")!;
 * assertEquals(minifloatValue(e4m3, 0x7e), 448);
 * ```
 */
export function minifloatValue({ bits, exponentBits, mantissaBits, bias, specials }: Minifloat, code: number): number {
  const ones = (1 << exponentBits) - 1;
  const mantissaOnes = (1 << mantissaBits) - 1;
  const exponent = code >> mantissaBits & ones;
  const mantissa = code & mantissaOnes;
  if (specials === "e8m0") return exponent === ones ? NaN : 2 ** (exponent - bias);
  const sign = code >> (bits - 1) ? -1 : 1;
  if (specials === "ieee" && exponent === ones) return mantissa === 0 ? sign * Infinity : NaN;
  if (specials === "fn" && exponent === ones && mantissa === mantissaOnes) return NaN;
  if (specials === "fnuz" && code === 1 << (bits - 1)) return NaN;
  if (exponent === 0) return sign * mantissa * 2 ** (1 - bias - mantissaBits);
  return sign * (1 + mantissa / (1 << mantissaBits)) * 2 ** (exponent - bias);
}

import type { DType } from "../../model/dtype.ts";
import type { TensorNode } from "../../model/tensor.ts";

/** A floating-point type that numbers are rounded to. */
export interface CastFormat {
  readonly name: string;
  /** Stored bits of the fraction. */
  readonly mantissaBits: number;
  /** Exponent of the smallest normal number. */
  readonly minExponent: number;
  /** The largest finite number. */
  readonly largest: number;
  /** What casts make of larger ones: infinity; where there is none the largest number (torch 2.13), or NaN (OCP, without saturation). */
  readonly overflow: readonly number[];
}

/** Types that wider ones are cast to. Sources: those of `MINIFLOATS`; IEEE 754-2019 for float32. */
export const CAST_FORMATS: readonly CastFormat[] = [
  { name: "float32", mantissaBits: 23, minExponent: -126, largest: (2 - 2 ** -23) * 2 ** 127, overflow: [Infinity] },
  { name: "bfloat16", mantissaBits: 7, minExponent: -126, largest: (2 - 2 ** -7) * 2 ** 127, overflow: [Infinity] },
  { name: "float16", mantissaBits: 10, minExponent: -14, largest: 65504, overflow: [Infinity] },
  { name: "float8_e5m2", mantissaBits: 2, minExponent: -14, largest: 57344, overflow: [Infinity] },
  { name: "float8_e4m3fn", mantissaBits: 3, minExponent: -6, largest: 448, overflow: [448, NaN] },
];

/** What each type may be cast to with a loss. */
const NARROWER: Readonly<Record<string, readonly string[] | undefined>> = {
  float64: ["float32", "bfloat16", "float16", "float8_e5m2", "float8_e4m3fn"],
  float32: ["bfloat16", "float16", "float8_e5m2", "float8_e4m3fn"],
  bfloat16: ["float16", "float8_e5m2", "float8_e4m3fn"],
  float16: ["bfloat16", "float8_e5m2", "float8_e4m3fn"],
};

/** The format that a pair of tensors may have been cast to; `undefined` if its new type holds all of the old one, or is no such type. */
export function castFormatOf(
  old: Pick<TensorNode, "dtype" | "quantization">,
  fresh: Pick<TensorNode, "dtype" | "quantization">,
): CastFormat | undefined {
  if (old.quantization || fresh.quantization || !isNarrower(old.dtype, fresh.dtype)) return undefined;
  return CAST_FORMATS.find(({ name }) => name === fresh.dtype.name);
}

function isNarrower(old: DType, fresh: DType): boolean {
  return NARROWER[old.name]?.includes(fresh.name) ?? false;
}

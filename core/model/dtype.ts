/** What the bits of an element mean. */
export type DTypeKind = "float" | "int" | "uint" | "bool" | "complex" | "datetime" | "timedelta" | "text" | "bytes";

/** The type of a tensor's elements. */
export interface DType {
  /** torch's name without `torch.`; NumPy's where torch has none (`datetime64[ns]`, `str[10]`). */
  readonly name: string;
  readonly kind: DTypeKind;
  /** Bits of one element as stored. */
  readonly bits: number;
  /** Quantized integers: the stored integer type whose values are scaled. */
  readonly stored?: string;
}

/** A type with a fixed name. */
export interface NamedDType extends DType {
  readonly name: DTypeName;
}

/** The name of a type in `DTYPES`. */
export type DTypeName =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "float128"
  | "float8_e4m3fn"
  | "float8_e4m3fnuz"
  | "float8_e5m2"
  | "float8_e5m2fnuz"
  | "float8_e8m0fnu"
  | "float6_e2m3fn"
  | "float6_e3m2fn"
  | "float4_e2m1fn"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "bool"
  | "complex32"
  | "complex64"
  | "complex128"
  | "complex256"
  | "qint8"
  | "quint8"
  | "qint32"
  | "quint4x2"
  | "quint2x4";

function row(name: DTypeName, kind: DTypeKind, bits: number, stored?: string): NamedDType {
  return stored === undefined ? { name, kind, bits } : { name, kind, bits, stored };
}

/**
 * Every element type with a fixed name. Names are torch's; `float6_*` and
 * `float4_e2m1fn` are those of the safetensors format and of the OCP
 * Microscaling specification; `float128` is x86's 80-bit extended type in 16
 * bytes, as NumPy calls it.
 */
export const DTYPES: readonly NamedDType[] = [
  row("float64", "float", 64),
  row("float32", "float", 32),
  row("float16", "float", 16),
  row("bfloat16", "float", 16),
  row("float128", "float", 128),
  row("float8_e4m3fn", "float", 8),
  row("float8_e4m3fnuz", "float", 8),
  row("float8_e5m2", "float", 8),
  row("float8_e5m2fnuz", "float", 8),
  row("float8_e8m0fnu", "float", 8),
  row("float6_e2m3fn", "float", 6),
  row("float6_e3m2fn", "float", 6),
  row("float4_e2m1fn", "float", 4),
  row("int64", "int", 64),
  row("int32", "int", 32),
  row("int16", "int", 16),
  row("int8", "int", 8),
  row("uint64", "uint", 64),
  row("uint32", "uint", 32),
  row("uint16", "uint", 16),
  row("uint8", "uint", 8),
  row("bool", "bool", 8),
  row("complex32", "complex", 32),
  row("complex64", "complex", 64),
  row("complex128", "complex", 128),
  row("complex256", "complex", 256),
  row("qint8", "int", 8, "int8"),
  row("quint8", "uint", 8, "uint8"),
  row("qint32", "int", 32, "int32"),
  row("quint4x2", "uint", 4, "uint4"),
  row("quint2x4", "uint", 2, "uint2"),
];

const BY_NAME: ReadonlyMap<string, DType> = new Map(DTYPES.map((dtype) => [dtype.name, dtype]));

/**
 * The type of that name, or `undefined`.
 *
 * @example
 * ```ts
 * import { findDType } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(findDType("bfloat16")?.bits, 16);
 * assertEquals(findDType("float7"), undefined);
 * ```
 */
export function findDType(name: string): DType | undefined {
  return BY_NAME.get(name);
}

/** The type of that name, which must be one of `DTYPES`. */
export function dtype(name: DTypeName): DType {
  return BY_NAME.get(name)!;
}

/** A parametrised type: `str[10]`, `bytes[5]`, `void[8]`, `datetime64[ns]`; `bits` is of one element. */
export function parametrisedDType(name: string, kind: DTypeKind, bits: number): DType {
  return { name, kind, bits };
}

/**
 * Bytes that `elements` values take when packed without gaps, rounded up to a
 * whole byte at the end.
 *
 * @example Three 4-bit values
 * ```ts
 * import { byteLength, dtype } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(byteLength(dtype("float4_e2m1fn"), 3), 2);
 * ```
 */
export function byteLength({ bits }: DType, elements: number): number {
  return Math.ceil(elements * bits / 8);
}

/**
 * Whether elements of a type, packed, have bits that mean nothing: `float128`
 * has six bytes of padding, and three 4-bit values leave half a byte.
 *
 * @example
 * ```ts
 * import { dtype, isPadded } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([isPadded(dtype("float128"), 1), isPadded(dtype("float4_e2m1fn"), 2)], [true, false]);
 * ```
 */
export function isPadded({ name, bits }: DType, elements: number): boolean {
  return name === "float128" || name === "complex256" || (elements * bits) % 8 !== 0;
}

import { type DType, dtype, type DTypeName, parametrisedDType } from "../../core/model/dtype.ts";

/** A NumPy type as a header or a pickle states it. */
export interface NumpyType {
  readonly dtype: DType;
  readonly itemBytes: number;
  readonly bigEndian: boolean;
  /** Bytes that are swapped together: half of a complex number, a character, else the whole item. */
  readonly componentBytes: number;
  /** Elements are Python objects, pickled one by one. */
  readonly isObject: boolean;
  /** Named parts of a structured type. */
  readonly fields?: readonly NumpyField[];
  /** Elements of a type whose every element is an array. */
  readonly array?: { readonly type: NumpyType; readonly shape: readonly number[] };
  /** Unit of a datetime or timedelta: `ns`, and how many of it one tick is. */
  readonly unit?: { readonly name: string; readonly count: number };
}

/** A part of a structured type. */
export interface NumpyField {
  readonly name: string;
  readonly type: NumpyType;
  readonly offset: number;
}

/** NumPy's codes of types that have a fixed size and name. */
const FIXED: Readonly<Record<string, DTypeName>> = {
  "?": "bool",
  b1: "bool",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  u8: "uint64",
  f2: "float16",
  f4: "float32",
  f8: "float64",
  f16: "float128",
  c8: "complex64",
  c16: "complex128",
  c32: "complex256",
};

/** Bytes of a character of NumPy's texts (UCS-4). */
const CHARACTER_BYTES = 4;
/** Longest element, so that its bits can be counted. */
const LONGEST = 2 ** 31;

/**
 * The type that a code as `<f4`, `>U10` or `<M8[25s]` stands for, or
 * `undefined` for one that is not read.
 *
 * @example
 * ```ts
 * import { parseTypeCode } from "./numpy_type_code.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseTypeCode(">c8")?.dtype.name, "complex64");
 * assertEquals(parseTypeCode(">c8")?.componentBytes, 4);
 * assertEquals(parseTypeCode("<M8[25s]")?.dtype.name, "datetime64[25s]");
 * assertEquals(parseTypeCode("<z9"), undefined);
 * ```
 */
export function parseTypeCode(code: string): NumpyType | undefined {
  const match = /^([<>=|]?)(?:([?biufc]\d*)|([SaUV])(\d+)|([Mm])8(?:\[(\d*)([A-Za-z]+)\])?)$/.exec(code);
  if (!match) return undefined;
  const [, order, fixed, kind, length, time, count, unit] = match;
  const bigEndian = order === ">";
  if (fixed !== undefined) return fixedType(fixed, bigEndian);
  if (kind !== undefined) return sizedType(kind, Number(length), bigEndian);
  return timeType(time!, Number(count || 1), unit ?? "generic", bigEndian);
}

/** Whether a code stands for Python objects, which are pickled. */
export function isObjectCode(code: string): boolean {
  return /^[<>=|]?O\d*$/.test(code);
}

function fixedType(code: string, bigEndian: boolean): NumpyType | undefined {
  const name = FIXED[code];
  return name === undefined ? undefined : simple(dtype(name), bigEndian, name.startsWith("complex") ? 2 : 1);
}

function sizedType(kind: string, length: number, bigEndian: boolean): NumpyType | undefined {
  if (length > LONGEST) return undefined;
  if (kind === "U") {
    return simple(parametrisedDType(`str[${length}]`, "text", length * CHARACTER_BYTES * 8), bigEndian, length);
  }
  const name = `${kind === "V" ? "void" : "bytes"}[${length}]`;
  return simple(parametrisedDType(name, "bytes", length * 8), false, length);
}

function timeType(kind: string, count: number, unit: string, bigEndian: boolean): NumpyType {
  const kindName = kind === "M" ? "datetime" : "timedelta";
  const suffix = unit === "generic" ? "" : `[${count === 1 ? "" : count}${unit}]`;
  const type = parametrisedDType(`${kindName}64${suffix}`, kindName, 64);
  return { ...simple(type, bigEndian, 1), unit: { name: unit, count } };
}

/** `parts`: into how many parts an element falls whose bytes are swapped each for itself. */
function simple(type: DType, bigEndian: boolean, parts: number): NumpyType {
  const itemBytes = type.bits / 8;
  return { dtype: type, itemBytes, bigEndian, componentBytes: itemBytes / Math.max(1, parts), isObject: false };
}

import { type DType, findDType, parametrisedDType } from "../../core/model/dtype.ts";
import { argsOf, integerOf, integersOf, itemsOf, nameOf } from "./read_args.ts";
import { PickleDict, PickleObject, PickleTuple, type PickleValue } from "./value.ts";

/** A NumPy type as a pickle states it. */
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
  /** Unit of a datetime or timedelta: `ns`, and how many of it one tick is. */
  readonly unit?: { readonly name: string; readonly count: number };
}

/** A part of a structured type. */
export interface NumpyField {
  readonly name: string;
  readonly type: NumpyType;
  readonly offset: number;
}

/** torch's names of NumPy's numeric types, by kind and size in bytes. */
const NUMERIC: Readonly<Record<string, string>> = {
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
  f12: "float128",
  f16: "float128",
  c8: "complex64",
  c16: "complex128",
  c32: "complex256",
};

/** Deepest nesting of structured types that is followed. */
const DEEPEST = 16;

/** The type that a pickled `numpy.dtype` stands for, or `undefined` if it is none that is read. */
export function numpyTypeOf(value: PickleValue | undefined, depth = 0): NumpyType | undefined {
  if (!(value instanceof PickleObject) || nameOf(value.callable) !== "numpy.dtype") return undefined;
  const code = argsOf(value)[0];
  const match = typeof code === "string" ? /^([<>=|]?)([biufcOSUVMm])([0-9]*)$/.exec(code) : null;
  if (!match) return undefined;
  const state = value.state instanceof PickleTuple ? value.state.items : [];
  const kind = match[2]!;
  const order = state[1] ?? match[1]!;
  const stated = match[3] === "" ? 8 : Number(match[3]) * (kind === "U" ? 4 : 1);
  const itemBytes = Number.isSafeInteger(stated) ? stated : undefined;
  if (itemBytes === undefined || (state[2] !== undefined && state[2] !== null)) return undefined;
  const shape = { itemBytes, bigEndian: order === ">", isObject: kind === "O" };
  if (kind === "V") return voidType(shape, state, depth);
  if (kind === "M" || kind === "m") return timeType(shape, kind, state);
  return plainType(shape, kind, match[3]!);
}

type Common = Pick<NumpyType, "itemBytes" | "bigEndian" | "isObject">;

function plainType(common: Common, kind: string, size: string): NumpyType | undefined {
  const { itemBytes } = common, bits = itemBytes * 8;
  if (kind === "O") return { ...common, dtype: parametrisedDType("object", "bytes", bits), componentBytes: 1 };
  if (kind === "S") return { ...common, dtype: parametrisedDType(`bytes[${size}]`, "bytes", bits), componentBytes: 1 };
  if (kind === "U") return { ...common, dtype: parametrisedDType(`str[${size}]`, "text", bits), componentBytes: 4 };
  const dtype = findDType(NUMERIC[`${kind}${size}`] ?? "");
  // A long double of 12 bytes (32-bit x86) cannot be told as 16 bytes.
  if (!dtype || dtype.bits !== bits) return undefined;
  return { ...common, dtype, componentBytes: kind === "c" ? itemBytes / 2 : itemBytes };
}

function voidType(common: Common, state: readonly PickleValue[], depth: number): NumpyType | undefined {
  const names = itemsOf(state[3]);
  const dtype = parametrisedDType(`void[${common.itemBytes}]`, "bytes", common.itemBytes * 8);
  if (!names) return { ...common, dtype, componentBytes: 1 };
  const fields = depth < DEEPEST && state[4] instanceof PickleDict
    ? fieldsOf(names, state[4], common, depth)
    : undefined;
  return fields && { ...common, dtype, componentBytes: 1, fields };
}

function fieldsOf(
  names: readonly PickleValue[],
  { keys, values }: PickleDict,
  { itemBytes }: Common,
  depth: number,
): readonly NumpyField[] | undefined {
  const fields: NumpyField[] = [];
  for (const name of names) {
    const [typeValue, offsetValue] = itemsOf(values[keys.indexOf(name)]) ?? [];
    const type = numpyTypeOf(typeValue, depth + 1), offset = integerOf(offsetValue);
    if (typeof name !== "string" || !type || type.isObject || offset === undefined) return undefined;
    if (offset < 0 || offset + type.itemBytes > itemBytes) return undefined;
    fields.push({ name, type, offset });
  }
  return fields;
}

const TIME_UNITS: ReadonlySet<string> = new Set(
  ["generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"],
);

function timeType(common: Common, kind: "M" | "m", state: readonly PickleValue[]): NumpyType | undefined {
  const [, unitItems] = itemsOf(state[8]) ?? [];
  const [name, ...counts] = itemsOf(unitItems) ?? [];
  const count = integersOf(new PickleTuple(counts))?.[0];
  // The unit is bytes in pickles of protocol 3 and above.
  const text = name instanceof Uint8Array ? new TextDecoder().decode(name) : unitText(name);
  if (text === undefined || !TIME_UNITS.has(text) || count === undefined || common.itemBytes !== 8) return undefined;
  const suffix = text === "generic" ? "" : `[${count === 1 ? "" : count}${text}]`;
  const kindName = kind === "M" ? "datetime" : "timedelta";
  const dtype = parametrisedDType(`${kindName}64${suffix}`, kindName, 64);
  return { ...common, dtype, componentBytes: 8, unit: { name: text, count } };
}

// In protocol 2 bytes are a call: `_codecs.encode("ns", "latin1")`.
function unitText(value: PickleValue | undefined): string | undefined {
  const text = value instanceof PickleObject ? argsOf(value)[0] : value;
  return typeof text === "string" ? text : undefined;
}

import { parametrisedDType } from "../../core/model/dtype.ts";
import { elementCount } from "../../core/model/tensor.ts";
import { isObjectCode, type NumpyField, type NumpyType, parseTypeCode } from "./numpy_type_code.ts";
import { argsOf, integerOf, integersOf, itemsOf, nameOf } from "./read_args.ts";
import { PickleDict, PickleObject, PickleTuple, type PickleValue } from "./value.ts";

/** Deepest nesting of structured types that is followed. */
const DEEPEST = 16;

/** The type that a pickled `numpy.dtype` stands for, or `undefined` if it is none that is read. */
export function numpyTypeOf(value: PickleValue | undefined, depth = 0): NumpyType | undefined {
  if (!(value instanceof PickleObject) || nameOf(value.callable) !== "numpy.dtype") return undefined;
  const stated = argsOf(value)[0];
  const [, ownOrder, code] = typeof stated === "string" ? /^([<>=|]?)([a-zA-Z]\d*)$/.exec(stated) ?? [] : [];
  if (code === undefined) return undefined;
  // The state of `numpy.dtype.__reduce__`: version, byte order, subarray, names, fields, ..., metadata.
  const [, order = ownOrder, subarray, names, fields, , , , metadata] = value.state instanceof PickleTuple
    ? value.state.items
    : [];
  if (subarray !== undefined && subarray !== null) return arrayType(subarray, depth);
  if (isObjectCode(code)) return objectType(Number(code.slice(1) || 8));
  const unit = /^[Mm]/.test(code) ? unitSuffix(metadata) : "";
  const type = unit === undefined ? undefined : parseTypeCode(`${order === ">" ? ">" : "<"}${code}${unit}`);
  const fieldNames = code.startsWith("V") ? itemsOf(names) : undefined;
  return type && fieldNames ? structuredType(type, fieldNames, fields, depth) : type;
}

function objectType(itemBytes: number): NumpyType {
  const dtype = parametrisedDType("object", "bytes", itemBytes * 8);
  return { dtype, itemBytes, bigEndian: false, componentBytes: 1, isObject: true };
}

/** A type whose elements are arrays: `(type, shape)`. */
function arrayType(value: PickleValue, depth: number): NumpyType | undefined {
  const [typeValue, shapeValue] = itemsOf(value) ?? [];
  const type = depth >= DEEPEST ? undefined : numpyTypeOf(typeValue, depth + 1), shape = integersOf(shapeValue);
  if (!type || type.isObject || !shape?.every((size) => size >= 0)) return undefined;
  const itemBytes = type.itemBytes * elementCount(shape);
  const code = Number.isSafeInteger(itemBytes) ? parseTypeCode(`V${itemBytes}`) : undefined;
  return code && { ...code, array: { type, shape } };
}

function structuredType(
  type: NumpyType,
  names: readonly PickleValue[],
  stated: PickleValue | undefined,
  depth: number,
): NumpyType | undefined {
  if (depth >= DEEPEST || !(stated instanceof PickleDict)) return undefined;
  // A map, since a file decides how many fields there are.
  const byName = new Map(stated.keys.map((key, index) => [key, stated.values[index]]));
  const fields: NumpyField[] = [];
  for (const name of names) {
    const [typeValue, offsetValue] = itemsOf(byName.get(name)) ?? [];
    const field = numpyTypeOf(typeValue, depth + 1), offset = integerOf(offsetValue);
    if (typeof name !== "string" || !field || field.isObject || offset === undefined) return undefined;
    if (offset < 0 || offset + field.itemBytes > type.itemBytes) return undefined;
    fields.push({ name, type: field, offset });
  }
  return { ...type, fields };
}

const TIME_UNITS: ReadonlySet<string> = new Set(
  ["generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"],
);

/** The unit of a datetime as a type code writes it: `[25s]`; `undefined` if it is none that is known. */
function unitSuffix(metadata: PickleValue | undefined): string | undefined {
  const [, unitItems] = itemsOf(metadata) ?? [];
  const [name, ...counts] = itemsOf(unitItems) ?? [];
  const count = integersOf(new PickleTuple(counts))?.[0];
  // The unit is bytes in pickles of protocol 3 and above.
  const text = name instanceof Uint8Array ? new TextDecoder().decode(name) : unitText(name);
  if (text === undefined || !TIME_UNITS.has(text) || count === undefined || count < 1) return undefined;
  return text === "generic" ? "" : `[${count}${text}]`;
}

// In protocol 2 bytes are a call: `_codecs.encode("ns", "latin1")`.
function unitText(value: PickleValue | undefined): string | undefined {
  const text = value instanceof PickleObject ? argsOf(value)[0] : value;
  return typeof text === "string" ? text : undefined;
}

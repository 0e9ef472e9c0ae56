import { byteLength, type DType, type DTypeKind } from "../model/dtype.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import type { ScalarType } from "../model/scalar.ts";
import { elementCount } from "../model/tensor.ts";
import type { TreeNode } from "../model/tree.ts";
import { shapeProblem } from "./create_context.ts";

/** The limits that a node is checked against. */
export type Checks = Pick<Limits, "dimensions">;

type Fields = Readonly<Record<string, unknown>>;

/** By kind of node: what is wrong with one, as a clause; `undefined` if nothing is. */
const PROBLEMS: Readonly<Record<TreeNode["kind"], (node: Fields, checks: Checks) => string | undefined>> = {
  map: ({ entries }) => membersProblem(entries, "entries"),
  opaque: ({ typeName, parts }) =>
    typeof typeName === "string" ? membersProblem(parts, "parts") : '"typeName" is not a text',
  list: ({ items }) => Array.isArray(items) ? undefined : '"items" is not an array',
  scalar: scalarProblem,
  tensor: tensorProblem,
  table: tableProblem,
};

/** By type of scalar: whether a value is of it. */
const SCALARS: Readonly<Record<ScalarType, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  bool: (value) => typeof value === "boolean",
  int: (value) => typeof value === "bigint" || Number.isSafeInteger(value),
  float: (value) => typeof value === "number",
  string: (value) => typeof value === "string",
  bytes: (value) => value instanceof Uint8Array,
  datetime: (value) => typeof value === "string",
  complex: (value) => typeof value === "string",
};

const DTYPE_KINDS: Readonly<Record<DTypeKind, true>> = {
  float: true,
  int: true,
  uint: true,
  bool: true,
  complex: true,
  datetime: true,
  timedelta: true,
  text: true,
  bytes: true,
};

/** What is wrong with a node, apart from its children, as a clause; `undefined` if nothing is. */
export function nodeProblem(node: unknown, checks: Checks): string | undefined {
  if (typeof node !== "object" || node === null) return "it is not an object";
  const { kind } = node as Fields;
  if (typeof kind !== "string" || !Object.hasOwn(PROBLEMS, kind)) return `its kind is ${quote(String(kind))}`;
  return PROBLEMS[kind as TreeNode["kind"]](node as Fields, checks);
}

function membersProblem(members: unknown, field: string): string | undefined {
  if (!(members instanceof Map)) return `"${field}" is not a Map`;
  for (const key of members.keys()) if (typeof key !== "string") return `"${field}" has a key that is not a text`;
  return undefined;
}

function scalarProblem({ type, value }: Fields): string | undefined {
  if (typeof type !== "string" || !Object.hasOwn(SCALARS, type)) return `its type is ${quote(String(type))}`;
  return SCALARS[type as ScalarType](value) ? undefined : `its value does not fit its type ${quote(type)}`;
}

function tensorProblem(node: Fields, checks: Checks): string | undefined {
  const { dtype, shape, storageId, storage, data, quantization } = node;
  if (!isDType(dtype)) return '"dtype" is not an element type; take it from context.dtype()';
  if (!Array.isArray(shape)) return '"shape" is not an array';
  if (storageId !== undefined && typeof storageId !== "string") return '"storageId" is not a text';
  const wrong = shapeProblem(shape, checks) ?? storageProblem(storage) ?? quantizationProblem(quantization, shape);
  if (wrong !== undefined) return wrong;
  return data === null ? undefined : dataProblem(data, byteLength(dtype, elementCount(shape)));
}

function storageProblem(storage: unknown): string | undefined {
  if (storage === undefined) return undefined;
  const { key, isStored, ...sizes } = (storage ?? {}) as Fields;
  const areSizes = ["size", "offset", "span", "shown"].every((name) => isCount(sizes[name]));
  if (typeof key === "string" && typeof isStored === "boolean" && areSizes) return undefined;
  return '"storage" has not a text "key", "isStored", and "size", "offset", "span", "shown" in bytes';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDType(value: unknown): value is DType {
  if (typeof value !== "object" || value === null) return false;
  const { name, kind, bits } = value as Fields;
  return typeof name === "string" && typeof kind === "string" && Object.hasOwn(DTYPE_KINDS, kind) &&
    Number.isSafeInteger(bits) && (bits as number) >= 0;
}

function quantizationProblem(quantization: unknown, shape: readonly number[]): string | undefined {
  if (quantization === undefined) return undefined;
  const { scheme, scales, zeroPoints, axis } = (quantization ?? {}) as Fields;
  if (scheme !== "per_tensor" && scheme !== "per_channel") return '"quantization.scheme" is neither known one';
  const wanted = scheme === "per_tensor" ? 1 : shape[Number(axis)];
  if (areNumbers(scales, wanted) && areNumbers(zeroPoints, wanted)) return undefined;
  return `"quantization" has not ${wanted ?? "a known number of"} scales and zero points`;
}

function areNumbers(values: unknown, count: number | undefined): boolean {
  return Array.isArray(values) && values.length === count && values.every((value) => typeof value === "number");
}

function dataProblem(data: unknown, bytes: number): string | undefined {
  if (typeof data !== "object" || data === null) return '"data" is neither an object nor null';
  const { blocks, plain } = data as Fields;
  if (typeof blocks !== "function") return '"data.blocks" is not a function';
  if (plain === undefined) return undefined;
  const { size, read } = (plain ?? {}) as Fields;
  if (typeof read !== "function") return '"data.plain" is not a byte source';
  return size === bytes ? undefined : `it takes ${bytes} bytes, but "data.plain" has ${size}`;
}

function tableProblem({ columns, rowCount, rows }: Fields): string | undefined {
  if (typeof rows !== "function") return '"rows" is not a function';
  if (rowCount !== null && !Number.isSafeInteger(rowCount)) return '"rowCount" is neither an integer nor null';
  const named = Array.isArray(columns) && columns.every((column) => typeof column?.name === "string");
  return named ? undefined : '"columns" is not an array of columns with names';
}

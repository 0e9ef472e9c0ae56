import { integerScalar, type ScalarNode } from "../../core/model/scalar.ts";
import { elementCount } from "../../core/model/tensor.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { NumpyType } from "./numpy_type_code.ts";
import { complexText } from "./python_scalars.ts";

/** One element of a NumPy array, or a NumPy scalar, as a node; `bytes` holds it as stored. */
export function elementNode(type: NumpyType, bytes: Uint8Array): TreeNode {
  const { fields, array, dtype } = type;
  if (fields) return recordNode(type, bytes);
  if (array) return nestedList(elementNodes(array.type, bytes), array.shape);
  const view = littleEndian(type, bytes);
  switch (dtype.kind) {
    case "bool":
      return { kind: "scalar", type: "bool", value: view.getUint8(0) !== 0 };
    case "int":
    case "uint":
      return integerScalar(readInteger(view, dtype.kind));
    case "float":
      return { kind: "scalar", type: "float", value: readFloat(view, 0, type.itemBytes) };
    case "complex":
      return complexNode(view, type.itemBytes / 2);
    case "datetime":
    case "timedelta":
      return timeNode(type, view.getBigInt64(0, true));
    case "text":
      return { kind: "scalar", type: "string", value: readCharacters(view) };
    case "bytes":
      return { kind: "scalar", type: "bytes", value: bytes.slice() };
  }
}

/** Elements that are stored one after another. */
function elementNodes(type: NumpyType, bytes: Uint8Array): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = 0; at < bytes.length; at += type.itemBytes) {
    nodes.push(elementNode(type, bytes.subarray(at, at + type.itemBytes)));
  }
  return nodes;
}

/** Nodes in C order as lists in lists, as deep as the shape has dimensions. */
export function nestedList(nodes: readonly TreeNode[], shape: readonly number[]): TreeNode {
  let level = nodes;
  for (const size of shape.slice(1).reverse()) level = grouped(level, size);
  return shape.length === 0 ? level[0]! : { kind: "list", items: level, typeName: "numpy.ndarray" };
}

function grouped(nodes: readonly TreeNode[], size: number): TreeNode[] {
  const lists: TreeNode[] = [];
  for (let start = 0; start < nodes.length; start += size) {
    lists.push({ kind: "list", items: nodes.slice(start, start + size) });
  }
  return lists;
}

/** How many nodes one element becomes. */
export function nodesOf({ fields, array }: NumpyType): number {
  if (fields) return fields.reduce((sum, { type }) => sum + nodesOf(type), 1);
  return array ? 1 + elementCount(array.shape) * nodesOf(array.type) : 1;
}

function recordNode({ fields }: NumpyType, bytes: Uint8Array): TreeNode {
  const entries = fields!.map(({ name, type, offset }) =>
    [name, elementNode(type, bytes.subarray(offset, offset + type.itemBytes))] as const
  );
  return { kind: "map", entries: new Map(entries) };
}

function littleEndian({ bigEndian, componentBytes }: NumpyType, bytes: Uint8Array): DataView {
  const copy = bytes.slice();
  if (bigEndian) {
    for (let at = 0; at < copy.length; at += componentBytes) copy.subarray(at, at + componentBytes).reverse();
  }
  return new DataView(copy.buffer);
}

function readInteger(view: DataView, kind: "int" | "uint"): bigint {
  let value = 0n;
  for (let i = view.byteLength - 1; i >= 0; i--) value = value << 8n | BigInt(view.getUint8(i));
  return kind === "int" ? BigInt.asIntN(view.byteLength * 8, value) : value;
}

function readFloat(view: DataView, offset: number, bytes: number): number {
  if (bytes === 8) return view.getFloat64(offset, true);
  if (bytes === 4) return view.getFloat32(offset, true);
  return bytes === 2 ? readHalf(view.getUint16(offset, true)) : readExtended(view, offset);
}

function readHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1, exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

// x86's 80-bit type: 64 bits of significand, 15 of exponent, one of sign.
function readExtended(view: DataView, offset: number): number {
  const significand = view.getBigUint64(offset, true), top = view.getUint16(offset + 8, true);
  const sign = top & 0x8000 ? -1 : 1, exponent = top & 0x7fff;
  if (exponent === 0x7fff) return significand << 1n & 0xffffffffffffffffn ? NaN : sign * Infinity;
  return sign * Number(significand) * 2 ** -63 * 2 ** (exponent - 16383);
}

function complexNode(view: DataView, half: number): ScalarNode {
  return { kind: "scalar", type: "complex", value: complexText(readFloat(view, 0, half), readFloat(view, half, half)) };
}

function readCharacters(view: DataView): string {
  let text = "";
  for (let at = 0; at < view.byteLength; at += 4) {
    const point = view.getUint32(at, true);
    // What is no character keeps its number, so that two of them do not look the same.
    text += point > 0x10ffff ? `\ufffd{${point.toString(16)}}` : String.fromCodePoint(point);
  }
  return text.replace(/\0+$/, "");
}

const NOT_A_TIME = -(2n ** 63n);

/** Milliseconds in a unit, where it is a whole number of them. */
const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ["W", 604_800_000],
  ["D", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
]);
/** Units in a millisecond. */
const PARTS: ReadonlyMap<string, bigint> = new Map([["us", 1000n], ["ns", 1_000_000n]]);

function timeNode({ dtype, unit }: NumpyType, ticks: bigint): ScalarNode {
  if (ticks === NOT_A_TIME) return { kind: "scalar", type: "datetime", value: "NaT" };
  const { name, count } = unit!;
  const units = ticks * BigInt(count);
  const instant = dtype.kind === "datetime" ? instantText(name, units) : undefined;
  return { kind: "scalar", type: "datetime", value: instant ?? `${units} ${name}` };
}

function instantText(unit: string, units: bigint): string | undefined {
  if (unit === "Y") return String(1970n + units);
  const parts = PARTS.get(unit) ?? 1n;
  const milliseconds = (units - (units % parts + parts) % parts) / parts * BigInt(MILLISECONDS.get(unit) ?? 1);
  if (!MILLISECONDS.has(unit) && !PARTS.has(unit)) return undefined;
  if (milliseconds > 8_640_000_000_000_000n || milliseconds < -8_640_000_000_000_000n) return undefined;
  const text = new Date(Number(milliseconds)).toISOString();
  if (unit === "D" || unit === "W") return text.slice(0, -14);
  if (parts === 1n) return text.replace(/(\.000)?Z$/, "");
  const rest = String((units % parts + parts) % parts).padStart(parts === 1000n ? 3 : 6, "0");
  return `${text.slice(0, -1)}${rest}`;
}

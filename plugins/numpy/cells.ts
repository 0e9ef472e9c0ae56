import { hexText } from "../../core/model/hex.ts";
import { narrowInteger } from "../../core/model/scalar.ts";
import type { Cell } from "../../core/model/table.ts";
import { elementNode } from "../pickle/numpy_element.ts";
import type { NumpyType } from "../pickle/numpy_type_code.ts";
import { decodeLatin1 } from "../pickle/text.ts";

/** Reads the cell that starts at a byte of a block of rows. */
export type CellReader = (view: DataView, offset: number) => Cell;

/** How the common types are read without an object for each cell; `little` is the byte order. */
const READERS: Readonly<Record<string, (view: DataView, offset: number, little: boolean) => Cell>> = {
  bool: (view, offset) => view.getUint8(offset) !== 0,
  int8: (view, offset) => view.getInt8(offset),
  int16: (view, offset, little) => view.getInt16(offset, little),
  int32: (view, offset, little) => view.getInt32(offset, little),
  int64: (view, offset, little) => narrowInteger(view.getBigInt64(offset, little)),
  uint8: (view, offset) => view.getUint8(offset),
  uint16: (view, offset, little) => view.getUint16(offset, little),
  uint32: (view, offset, little) => view.getUint32(offset, little),
  uint64: (view, offset, little) => narrowInteger(view.getBigUint64(offset, little)),
  float32: (view, offset, little) => view.getFloat32(offset, little),
  float64: (view, offset, little) => view.getFloat64(offset, little),
};

/**
 * The reader of a column. Bytes become text of the characters 0 to 255 without
 * the zeros at the end, as NumPy shows them; void elements become hexadecimal.
 *
 * @example
 * ```ts
 * import { cellReader } from "./cells.ts";
 * import { parseTypeCode } from "../pickle/numpy_type_code.ts";
 * import { assertEquals } from "@std/assert";
 * const view = new DataView(new Uint8Array([1, 2, 0x61, 0x62, 0]).buffer);
 * assertEquals(cellReader(parseTypeCode(">u2")!)(view, 0), 258);
 * assertEquals(cellReader(parseTypeCode("|S3")!)(view, 2), "ab");
 * ```
 */
export function cellReader(type: NumpyType): CellReader {
  const little = !type.bigEndian, { name } = type.dtype;
  const read = READERS[name];
  if (read) return (view, offset) => read(view, offset, little);
  const bytesAt: (view: DataView, offset: number) => Uint8Array = (view, offset) =>
    new Uint8Array(view.buffer, view.byteOffset + offset, type.itemBytes);
  if (name.startsWith("bytes[")) return (view, offset) => decodeLatin1(bytesAt(view, offset)).replace(/\0+$/, "");
  if (name.startsWith("void[")) return (view, offset) => hexText(bytesAt(view, offset));
  return (view, offset) => scalarCell(type, bytesAt(view, offset));
}

function scalarCell(type: NumpyType, bytes: Uint8Array): Cell {
  const node = elementNode(type, bytes);
  return node.kind === "scalar" && !(node.value instanceof Uint8Array) ? node.value : null;
}

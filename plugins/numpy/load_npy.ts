import type { Place } from "../../core/model/errors.ts";
import { elementCount, type TensorData } from "../../core/model/tensor.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { swappedData } from "../../core/source/swapped_data.ts";
import { type DescrError, type ElementType, isDescrError, readDescr } from "./descr.ts";
import { type NpyHeader, readNpyHeader } from "./npy_header.ts";
import { failNpy, limitNpy, type NpyInput, refuseNpy, storedInput } from "./npy_input.ts";
import { recordTable } from "./record_table.ts";

/** An array that was read, and what is to be said of its file. */
export interface LoadedArray {
  readonly node: TreeNode;
  readonly header: NpyHeader;
  readonly byteOrder: "little" | "big";
  /** Globals outside the known ones that a pickle of objects names. */
  readonly imports: readonly string[];
}

/** Loads an .npy file. */
export async function loadNpyFile(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const { node, header, byteOrder, imports } = await loadNpy(storedInput(source), "data", context);
  return {
    root: node,
    imports: [...new Set(imports)].sort(),
    container: { layout: "npy", version: header.version, order: header.order, byte_order: byteOrder },
  };
}

/**
 * Reads the header of an .npy file: a tensor, a table for a structured type, a
 * list for Python objects. `key` is the array's storage id.
 */
export async function loadNpy(input: NpyInput, key: string, context: LoadContext): Promise<LoadedArray> {
  const header = await readNpyHeader(input, context.limits);
  const element = readDescr(header.descr, context.limits.columns);
  if (isDescrError(element)) return refuse(input, element, header.headerStart);
  if (element.kind === "object") {
    const { readObjectArray } = await import("./object_array.ts");
    return { header, byteOrder: "little", ...await readObjectArray(input, header.dataStart, context) };
  }
  const itemBytes = element.kind === "plain" ? element.type.itemBytes : element.itemBytes;
  checkLength(input, header, itemBytes, context);
  const { dataStart: start, shape, order } = header;
  const data = input.elements({ start, itemBytes, shape, order });
  const byteOrder = element.kind === "plain" && element.type.bigEndian ? "big" : "little";
  return { node: arrayNode(element, data, shape, key, context.limits.blockBytes), header, byteOrder, imports: [] };
}

function refuse(input: NpyInput, { kind, reason }: DescrError, offset: number): never {
  if (kind === "malformed") failNpy(input, reason, offset);
  if (kind === "limit") limitNpy(input, reason, offset);
  return refuseNpy(input, reason, offset);
}

function checkLength(input: NpyInput, { shape, dataStart }: NpyHeader, itemBytes: number, context: LoadContext): void {
  const bytes = elementCount(shape) * itemBytes;
  if (!Number.isSafeInteger(bytes)) {
    failNpy(input, `its shape [${shape.join(", ")}] has more bytes than can be counted`, dataStart);
  }
  const end = dataStart + bytes;
  if (end > input.size) {
    failNpy(input, `its data end at byte ${end}, but the file has ${input.size} bytes`, input.size);
  }
  if (end < input.size) {
    context.note(`${input.size - end} bytes after the array are ignored, as NumPy does`, placeOf(input, end));
  }
}

/** Where in the file a note belongs: an offset inside of a member is none of the file's. */
function placeOf({ member }: NpyInput, offset: number): Place {
  return member === undefined ? { offset } : { path: member };
}

function arrayNode(
  element: Exclude<ElementType, { kind: "object" }>,
  data: TensorData,
  shape: readonly number[],
  storageId: string,
  blockBytes: number,
): TreeNode {
  if (element.kind === "plain") {
    const { dtype, bigEndian, componentBytes } = element.type;
    return { kind: "tensor", dtype, shape, storageId, data: bigEndian ? swappedData(data, componentBytes) : data };
  }
  const table = recordTable(data, element.itemBytes, elementCount(shape), element.columns, blockBytes);
  return shape.length === 1 ? table : { ...table, shape };
}

import { quote } from "../../core/model/escape.ts";
import type { TensorNode } from "../../core/model/tensor.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { readObjectParts } from "./object_parts.ts";
import { type JsonText, placeAt } from "./parse_object.ts";
import { readTensorEntry } from "./tensor_entry.ts";

/** What a file's header says. */
export interface Header {
  /** By name, in the order of their data, which have no gaps. */
  readonly tensors: ReadonlyMap<string, TensorNode>;
  /** `__metadata__`: texts by name; empty where the file has none. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Bytes of the header with its length field: where the data start. */
  readonly dataStart: number;
}

/** Bytes of the field that gives the header's length. */
export const LENGTH_BYTES = 8;
const METADATA_KEY = "__metadata__";

/**
 * Reads and checks a header; everything that the reference implementation
 * refuses is refused, and duplicate names as well, which it overlooks.
 */
export async function readHeader(source: ByteSource, context: LoadContext): Promise<Header> {
  const dataStart = LENGTH_BYTES + await readHeaderLength(source, context);
  const [first] = await readBytes(source, LENGTH_BYTES, Math.min(1, dataStart - LENGTH_BYTES));
  if (first !== 0x7b) context.fail('its header does not start with "{"', { offset: LENGTH_BYTES });
  const tensors = new Map<string, TensorNode>();
  let metadata: unknown, due = dataStart;
  const isKnown = (name: string) => name === METADATA_KEY ? metadata !== undefined : tensors.has(name);
  const range = { start: LENGTH_BYTES, end: dataStart, what: "header" };
  for await (const part of readObjectParts(source, range, context, isKnown)) {
    for (const [name, info] of Object.entries(part.members)) {
      if (name === METADATA_KEY) {
        metadata = info;
        continue;
      }
      const { dtype, shape, start, end } = readTensorEntry(name, info, context);
      due = Math.max(due, dataStart + end);
      if (due > source.size) continue; // The file is cut off; how much it lacks is told when all is read.
      tensors.set(name, context.tensor({ dtype, shape, source, offset: dataStart + start }));
    }
    checkCounts(part, context);
  }
  if (due > source.size) {
    context.fail(`its tensors end at byte ${due}, but the file has ${source.size} bytes`, { offset: source.size });
  }
  const ordered = inDataOrder(tensors);
  checkCoverage(ordered, dataStart, source, context);
  return { tensors: ordered, metadata: readMetadata(metadata, context), dataStart };
}

async function readHeaderLength(source: ByteSource, context: LoadContext): Promise<number> {
  if (source.size < LENGTH_BYTES) {
    return context.fail(
      `it has ${source.size} bytes, fewer than the ${LENGTH_BYTES} that give the length of its header`,
    );
  }
  const stated = new DataView((await readBytes(source, 0, LENGTH_BYTES)).buffer).getBigUint64(0, true);
  if (stated > BigInt(source.size - LENGTH_BYTES)) {
    const end = stated + BigInt(LENGTH_BYTES);
    context.fail(`its header is said to end at byte ${end}, but the file has ${source.size} bytes`, { offset: 0 });
  }
  if (stated > context.limits.headerBytes) {
    context.exceeds(`its header is said to have ${stated} bytes, more than ${context.limits.headerBytes}`, {
      offset: 0,
    });
  }
  return Number(stated);
}

/** JSON reads 1.0 and -0 as the counts 1 and 0, which no writer meant. */
function checkCounts(json: JsonText, context: LoadContext): void {
  // A quote inside of a string is escaped, so that this finds keys only.
  const found = /"(shape|data_offsets)"\s*:\s*\[[^\]]*[.eE-]/.exec(json.text);
  if (!found) return;
  const place = placeAt(json, found.index + found[0].length - 1);
  context.fail(`a ${found[1]} has a number that is not written as a plain count`, place);
}

function readMetadata(metadata: unknown, context: LoadContext): ReadonlyMap<string, string> {
  if (metadata === undefined || metadata === null) return new Map();
  if (typeof metadata !== "object" || Array.isArray(metadata)) {
    context.fail("it is not an object", { path: METADATA_KEY });
  }
  const entries = Object.entries(metadata);
  for (const [key, value] of entries) {
    if (typeof value !== "string") context.fail(`the value of ${quote(key)} is not a text`, { path: METADATA_KEY });
  }
  return new Map(entries);
}

/** Writers list tensors in the order of their data; of a file that does not, they are sorted. */
function inDataOrder(tensors: ReadonlyMap<string, TensorNode>): ReadonlyMap<string, TensorNode> {
  let covered = 0;
  for (const node of tensors.values()) {
    const { start, end } = extentOf(node);
    if (start < covered) return new Map([...tensors].sort(([, a], [, b]) => compareExtents(a, b)));
    covered = end;
  }
  return tensors;
}

function compareExtents(a: TensorNode, b: TensorNode): number {
  const left = extentOf(a), right = extentOf(b);
  return left.start - right.start || left.end - right.end;
}

/** Where a tensor's data lie in the outermost source. */
function extentOf({ data }: TensorNode): { readonly start: number; readonly end: number } {
  const { origin, size } = data!.plain!, start = origin!.offset;
  return { start, end: start + size };
}

/** The tensors must follow one another without overlap or hole, from the end of the header to the end of the file. */
function checkCoverage(
  tensors: ReadonlyMap<string, TensorNode>,
  dataStart: number,
  source: ByteSource,
  context: LoadContext,
): void {
  const fileStart = source.origin?.offset ?? 0;
  let covered = fileStart + dataStart, before = "";
  for (const [name, node] of tensors) {
    const { start, end } = extentOf(node);
    if (start < covered) context.fail(`its data overlap those of ${quote(before)}`, { path: name });
    if (start > covered) context.fail(`before its data is a hole of ${start - covered} bytes`, { path: name });
    covered = end;
    before = name;
  }
  const left = source.size - (covered - fileStart);
  if (left > 0) {
    context.fail(`after its tensors the file goes on for ${left} bytes`, { offset: source.size - left });
  }
}

import { quote } from "../../core/model/escape.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { byteAt, parseObject } from "./parse_object.ts";
import { readTensorEntry, type TensorEntry } from "./tensor_entry.ts";

/** A file's header. */
export interface Header {
  /** In the order of their data, without gaps. */
  readonly tensors: readonly TensorEntry[];
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
  const length = await readHeaderLength(source, context);
  const dataStart = LENGTH_BYTES + length;
  const bytes = await readBytes(source, LENGTH_BYTES, length);
  if (bytes[0] !== 0x7b) context.fail('its header does not start with "{"', { offset: LENGTH_BYTES });
  const { value: json, text } = parseObject(bytes, LENGTH_BYTES, "header", context);
  const tensors: TensorEntry[] = [];
  for (const [name, info] of Object.entries(json)) {
    if (name !== METADATA_KEY) tensors.push(readTensorEntry(name, info, context));
  }
  checkCounts(text, context);
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  checkCoverage(tensors, dataStart, source.size, context);
  return { tensors, metadata: readMetadata(json[METADATA_KEY], context), dataStart };
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
function checkCounts(text: string, context: LoadContext): void {
  // A quote inside of a string is escaped, so that this finds keys only.
  const found = /"(shape|data_offsets)"\s*:\s*\[[^\]]*[.eE-]/.exec(text);
  if (!found) return;
  const place = { offset: LENGTH_BYTES + byteAt(text, found.index + found[0].length - 1) };
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

/** The tensors must follow one another without overlap or hole, from the end of the header to the end of the file. */
function checkCoverage(
  tensors: readonly TensorEntry[],
  dataStart: number,
  size: number,
  context: LoadContext,
): void {
  let covered = 0, before = "";
  for (const { name, start, end } of tensors) {
    if (start < covered) context.fail(`its data overlap those of ${quote(before)}`, { path: name });
    if (start > covered) context.fail(`before its data is a hole of ${start - covered} bytes`, { path: name });
    covered = end;
    before = name;
  }
  const due = dataStart + covered;
  if (due === size) return;
  context.fail(
    due > size
      ? `its tensors end at byte ${due}, but the file has ${size} bytes`
      : `after its tensors the file goes on for ${size - due} bytes`,
    { offset: Math.min(due, size) },
  );
}

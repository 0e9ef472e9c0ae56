import { FormatError, LimitError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import { type ByteSource, readBytes } from "./byte_source.ts";

/** How characters are stored. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** A file's encoding and the byte-order mark that tells it. */
export interface TextLayout {
  readonly encoding: TextEncoding;
  /** Length of the byte-order mark in bytes; 0 without one. */
  readonly bomBytes: number;
}

/** A text and how it was stored. */
export interface DecodedText extends TextLayout {
  readonly text: string;
}

const BYTE_ORDER_MARKS = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
] as const satisfies readonly { encoding: TextEncoding; bytes: readonly number[] }[];

/**
 * The encoding that a byte-order mark tells; UTF-8 without one.
 *
 * @example
 * ```ts
 * import { textLayout } from "./text.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(textLayout(new Uint8Array([0xff, 0xfe, 0x61, 0])), { encoding: "utf-16le", bomBytes: 2 });
 * ```
 */
export function textLayout(head: Uint8Array): TextLayout {
  const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  return mark ? { encoding: mark.encoding, bomBytes: mark.bytes.length } : { encoding: "utf-8", bomBytes: 0 };
}

/** The encoding of a source, told by its first bytes. */
export async function readTextLayout(source: ByteSource): Promise<TextLayout> {
  return textLayout(await readBytes(source, 0, Math.min(3, source.size)));
}

/**
 * The text of a source in pieces that do not split a character, without the
 * byte-order mark. Takes memory for one block.
 *
 * @throws {FormatError} where bytes are not of the encoding, with their offset.
 */
export async function* readTextBlocks(
  source: ByteSource,
  { encoding, bomBytes }: TextLayout,
  blockBytes: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const buffer = new Uint8Array(Math.min(blockBytes, source.size));
  for (let offset = bomBytes; offset < source.size; offset += blockBytes) {
    const block = buffer.subarray(0, Math.min(blockBytes, source.size - offset));
    await source.read(offset, block);
    const last = offset + block.length === source.size;
    yield await orInvalid(source, encoding, offset, block.length, () => decoder.decode(block, { stream: !last }));
  }
}

/**
 * The whole text of a source.
 *
 * @throws {LimitError} if it is larger than `documentBytes`.
 * @throws {FormatError} where bytes are not of the encoding, with their offset.
 */
export async function readText(
  source: ByteSource,
  { documentBytes, blockBytes }: Pick<Limits, "documentBytes" | "blockBytes">,
): Promise<DecodedText> {
  if (source.size > documentBytes) {
    throw new LimitError(`it has ${source.size} bytes, but a document may have ${documentBytes}`, {
      file: source.name,
    });
  }
  const layout = await readTextLayout(source);
  let text = "";
  for await (const block of readTextBlocks(source, layout, blockBytes)) text += block;
  return { text, ...layout };
}

/** Gives what `decode` gives, or tells where among the `length` bytes from `offset` on the first bad character is. */
async function orInvalid(
  source: ByteSource,
  encoding: TextEncoding,
  offset: number,
  length: number,
  decode: () => string,
): Promise<string> {
  try {
    return decode();
  } catch (cause) {
    const place = { offset: await findInvalid(source, encoding, offset, offset + length) };
    throw new FormatError(`the bytes are not ${encoding.toUpperCase()} text`, { file: source.name, place, cause });
  }
}

// The decoder does not tell where it stopped. Bytes before `offset` are known to be good, so the first bad
// character is found by halving: a prefix decodes until it holds a bad byte.
async function findInvalid(source: ByteSource, encoding: TextEncoding, offset: number, end: number): Promise<number> {
  const start = await characterStart(source, encoding, offset);
  const bytes = await readBytes(source, start, end - start);
  let good = 0, bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodePrefix(encoding, bytes.subarray(0, middle)) === null) bad = middle;
    else good = middle;
  }
  const text = decodePrefix(encoding, bytes.subarray(0, good))!;
  return start + (encoding === "utf-8" ? new TextEncoder().encode(text).length : text.length * 2);
}

/** The text of a prefix, which may end inside a character; `null` if it has a bad byte. */
function decodePrefix(encoding: TextEncoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** A place at most four bytes before `offset` where a character starts, so that one that was split is whole. */
async function characterStart(source: ByteSource, encoding: TextEncoding, offset: number): Promise<number> {
  const unit = encoding === "utf-8" ? 1 : 2;
  for (let back = 4; back > 0; back -= unit) {
    if (offset < back) continue;
    const bytes = await readBytes(source, offset - back, back);
    if (decodePrefix(encoding, bytes) !== null) return offset - back;
  }
  return offset;
}

import { FormatError, isTaggedError, LimitError, UnsupportedError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import { type ByteSource, readBytes } from "./byte_source.ts";
import { crc32 } from "./crc32.ts";
import { readBlocks } from "./plain_data.ts";
import { readStreamRange } from "./stream_range.ts";
import { LOCAL_HEADER_BYTES, UTF8_FLAG, ZIP_METHOD, type ZipMember } from "./zip_entry.ts";
import { decodeZipName } from "./zip_names.ts";

const LOCAL_SIGNATURE = 0x04034b50;
/** General-purpose flag: sizes and CRC follow the data, and the local header may leave them out. */
const DESCRIPTOR_FLAG = 1 << 3;
/** Compressed bytes given to the inflater at once: at most, and at least. */
const MOST_INPUT = 32 * 1024, LEAST_INPUT = 1024;

/** What they should become: the inflater gives all of it in one piece, a thousand times as much as it was given. */
const PIECE_BYTES = 1024 * 1024;

/** A local header and a name as they mostly are. */
const HEAD_BYTES = 128;

/** Room for one, while nobody uses it: 100,000 of their own, of an archive of so many members, would pile up. */
let spareHead: Uint8Array<ArrayBuffer> | null = null;

/** Compression methods that some writers use and diffai does not read. */
const METHOD_NAMES: Readonly<Record<number, string>> = {
  1: "shrink",
  6: "implode",
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "XZ",
  98: "PPMd",
  99: "AES encryption",
};

/**
 * Random access to a stored member: a window on the archive. Its CRC-32 is not
 * checked, since that would read all of it.
 *
 * @throws {FormatError} if the local header contradicts the directory.
 * @throws {UnsupportedError} if the member is compressed or encrypted.
 */
export async function openZipMember(source: ByteSource, member: ZipMember): Promise<ByteSource> {
  if (member.method === ZIP_METHOD.deflated && !member.encrypted) {
    throw new UnsupportedError("the member is deflated and allows no random access", detailsOf(source, member));
  }
  return await openStored(source, member);
}

/**
 * The content of a deflated member, in pieces of any length; each is valid
 * until the next is asked for. Length and CRC-32 are checked at the end.
 *
 * @throws {FormatError} if the data are damaged or are not what the directory states.
 * @throws {UnsupportedError} if the member is not deflated, or encrypted.
 */
export async function* inflateZipMember(source: ByteSource, member: ZipMember): AsyncGenerator<Uint8Array> {
  if (member.method !== ZIP_METHOD.deflated) refuseMethod(source, member);
  const reader = inflate(await openStored(source, member), inputBytes(member)).getReader();
  let length = 0, crc = 0;
  try {
    for (;;) {
      const piece = await nextPiece(reader, source, member);
      if (piece === undefined) break;
      length += piece.length;
      if (length > member.size) {
        throw new FormatError(
          `it inflates to more than the ${member.size} bytes that are stated`,
          detailsOf(source, member),
        );
      }
      crc = crc32(piece, crc);
      yield piece;
    }
    checkContent(length, crc, source, member);
  } finally {
    await reader.cancel().catch(() => {}); // A stream that failed refuses to be cancelled; its error is on its way.
  }
}

/**
 * The whole content of a small member, stored or deflated, with its length and CRC-32 checked.
 *
 * @example
 * ```ts
 * import { createMemorySource } from "./memory.ts";
 * import { readZipDirectory } from "./zip_directory.ts";
 * import { readZipMember } from "./zip_member.ts";
 * import { DEFAULT_LIMITS } from "../model/limits.ts";
 * import { strToU8, zipSync } from "fflate";
 * import { assertEquals } from "@std/assert";
 * const archive = createMemorySource("a.zip", zipSync({ "version": strToU8("3\n") }));
 * const [member] = await readZipDirectory(archive, DEFAULT_LIMITS);
 * assertEquals(await readZipMember(archive, member!, 16), strToU8("3\n"));
 * ```
 * @throws {LimitError} if it has more than `maxBytes` bytes.
 */
export async function readZipMember(
  source: ByteSource,
  member: ZipMember,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (member.size > maxBytes) {
    throw new LimitError(`the member has ${member.size} bytes, more than ${maxBytes}`, detailsOf(source, member));
  }
  if (member.method === ZIP_METHOD.stored) {
    const content = await readBytes(await openStored(source, member), 0, member.size);
    checkContent(content.length, crc32(content), source, member);
    return content;
  }
  return await readStreamRange(inflateZipMember(source, member), { start: 0, length: member.size, toEnd: true });
}

function detailsOf(source: ByteSource, member: ZipMember) {
  return { file: source.name, place: { path: member.name } };
}

function refuseMethod(source: ByteSource, member: ZipMember): never {
  const { method } = member;
  const name = METHOD_NAMES[method];
  throw new UnsupportedError(
    method === ZIP_METHOD.stored
      ? "the member is stored, not deflated"
      : `the member is compressed by method ${method}${name ? ` (${name})` : ""}`,
    detailsOf(source, member),
  );
}

/** The member's bytes as they are in the archive, after its local header was checked against the directory. */
async function openStored(source: ByteSource, member: ZipMember): Promise<ByteSource> {
  if (member.encrypted) throw new UnsupportedError("the member is encrypted", detailsOf(source, member));
  if (member.method !== ZIP_METHOD.stored && member.method !== ZIP_METHOD.deflated) refuseMethod(source, member);
  const buffer = spareHead ?? new Uint8Array(HEAD_BYTES);
  spareHead = null;
  try {
    const start = await dataStart(source, member, buffer);
    return source.window(start, member.compressedSize, `${source.name}:${member.name}`);
  } finally {
    spareHead = buffer;
  }
}

/** Where a member's data start, by its local header. */
async function dataStart(source: ByteSource, member: ZipMember, buffer: Uint8Array<ArrayBuffer>): Promise<number> {
  const head = buffer.subarray(0, Math.min(HEAD_BYTES, member.limit - member.headerOffset));
  await source.read(member.headerOffset, head);
  const fixed = new DataView(head.buffer, 0, head.length);
  const fail = (reason: string): never => {
    throw new FormatError(`the member's local header ${reason}`, detailsOf(source, member));
  };
  if (fixed.getUint32(0, true) !== LOCAL_SIGNATURE) fail("is missing");
  const method = fixed.getUint16(8, true);
  if (method !== member.method) fail(`states method ${method}, the directory ${member.method}`);
  const nameBytes = fixed.getUint16(26, true);
  const start = member.headerOffset + LOCAL_HEADER_BYTES + nameBytes + fixed.getUint16(28, true);
  if (start + member.compressedSize > member.limit) fail("pushes its data into what follows it");
  const flags = fixed.getUint16(6, true);
  const nameOffset = member.headerOffset + LOCAL_HEADER_BYTES, nameEnd = LOCAL_HEADER_BYTES + nameBytes;
  const bytes = nameEnd <= head.length
    ? head.subarray(LOCAL_HEADER_BYTES, nameEnd)
    : await readBytes(source, nameOffset, nameBytes);
  const name = decodeZipName(bytes, (flags & UTF8_FLAG) !== 0, source.name, nameOffset);
  if (name !== member.name) fail(`names it ${quote(name)}`);
  if (!(flags & DESCRIPTOR_FLAG)) {
    checkStated(fixed.getUint32(18, true), member.compressedSize, fail);
    checkStated(fixed.getUint32(22, true), member.size, fail);
  }
  return start;
}

// All ones: the size is in a zip64 field, and the directory's was taken.
function checkStated(local: number, directory: number, fail: (reason: string) => never): void {
  if (local !== 0xffffffff && local !== directory) fail(`states ${local} bytes, the directory ${directory}`);
}

function checkContent(length: number, crc: number, source: ByteSource, member: ZipMember): void {
  if (length !== member.size) {
    throw new FormatError(`it inflates to ${length} bytes, but ${member.size} are stated`, detailsOf(source, member));
  }
  if (crc !== member.crc32) {
    throw new FormatError(
      `the member is damaged: its CRC-32 is ${hex(crc)}, but ${hex(member.crc32)} is stated`,
      detailsOf(source, member),
    );
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, "0");
}

// The platform's inflater is three times as fast as one in JavaScript, and does not guess the size.
function inflate(compressed: ByteSource, blockBytes: number): ReadableStream<Uint8Array> {
  const blocks = readBlocks(compressed, blockBytes);
  const input = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await blocks.next();
      if (done) controller.close();
      else controller.enqueue(value.slice());
    },
  }, { highWaterMark: 0 });
  return input.pipeThrough(new DecompressionStream("deflate-raw"));
}

function inputBytes({ size, compressedSize }: ZipMember): number {
  const input = Math.ceil(PIECE_BYTES * compressedSize / Math.max(1, size));
  return Math.min(MOST_INPUT, Math.max(LEAST_INPUT, input));
}

async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  source: ByteSource,
  member: ZipMember,
): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (cause) {
    if (isTaggedError(cause)) throw cause; // The archive could not be read.
    throw new FormatError("its deflated data are damaged", { ...detailsOf(source, member), cause });
  }
}

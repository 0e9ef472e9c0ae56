import { FormatError, LimitError, type Place } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import { type ByteSource, readBytes } from "./byte_source.ts";
import { findZipEnd, type ZipExtent } from "./zip_end.ts";
import { decodeZipName } from "./zip_names.ts";

/** The compression methods that are read, by their number in the format. */
export const ZIP_METHOD = { stored: 0, deflated: 8 } as const;

/** A member of a zip archive as the directory states it. */
export interface ZipMember {
  readonly name: string;
  /** One of `ZIP_METHOD`, or the number of a method that is not read. */
  readonly method: number;
  /** Bytes that it takes in the archive. */
  readonly compressedSize: number;
  /** Bytes of its content. */
  readonly size: number;
  readonly crc32: number;
  /** Where its local header starts in the source. */
  readonly headerOffset: number;
  /** Where the next member or the directory starts: header and data end there at the latest. */
  readonly limit: number;
  readonly encrypted: boolean;
}

/** Fixed part of an entry of the central directory. */
const ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
/** Fixed part of a local header. */
export const LOCAL_HEADER_BYTES = 30;
const ZIP64_FIELDS = 0x0001;
const ENCRYPTED_FLAG = 1;
/** General-purpose flag: the name is UTF-8. */
export const UTF8_FLAG = 1 << 11;
/** A byte of deflated data gives at most four matches of 258 bytes. */
const HIGHEST_DEFLATE_RATIO = 1032;

/**
 * Reads the directory of a zip archive, in its order; no member is touched.
 * Members that could be read neither alone nor safely never come out: names are
 * unique, and members overlap neither each other nor the directory.
 *
 * @example
 * ```ts
 * import { createMemorySource } from "./memory.ts";
 * import { readZipDirectory } from "./zip_directory.ts";
 * import { DEFAULT_LIMITS } from "../model/limits.ts";
 * import { zipSync } from "fflate";
 * import { assertEquals } from "@std/assert";
 * const archive = createMemorySource("a.zip", zipSync({ "x/y": new Uint8Array(100) }));
 * const [member] = await readZipDirectory(archive, DEFAULT_LIMITS);
 * assertEquals([member?.name, member?.method, member?.size], ["x/y", 8, 100]);
 * ```
 * @throws {FormatError} if the directory is missing, malformed or contradicts itself.
 * @throws {LimitError} if it has more members or bytes than the limits allow.
 */
export async function readZipDirectory(
  source: ByteSource,
  limits: Pick<Limits, "archiveMembers" | "headerBytes">,
): Promise<readonly ZipMember[]> {
  const extent = await findZipEnd(source);
  checkSize(source, extent, limits);
  const bytes = await readBytes(source, extent.start, extent.end - extent.start);
  const reader = new EntryReader(source.name, bytes, extent);
  const names = new Set<string>();
  for (let i = 0; i < extent.members; i++) {
    const { name } = reader.next();
    if (names.has(name)) {
      throw new FormatError(`the zip archive has two members ${quote(name)}`, { file: source.name });
    }
    names.add(name);
  }
  reader.finish();
  boundMembers(reader.entries, extent.start, source.name);
  return reader.entries.map(({ member }) => member);
}

function checkSize(
  source: ByteSource,
  { members, start, end }: ZipExtent,
  limits: Pick<Limits, "archiveMembers" | "headerBytes">,
) {
  const bytes = end - start;
  const details = { file: source.name, place: { offset: start } };
  if (members > limits.archiveMembers) {
    throw new LimitError(`the zip archive has ${members} members, more than ${limits.archiveMembers}`, details);
  }
  if (bytes > limits.headerBytes) {
    throw new LimitError(`the zip directory takes ${bytes} bytes, more than ${limits.headerBytes}`, details);
  }
  if (members * ENTRY.bytes > bytes) {
    throw new FormatError(`the zip directory is said to have ${members} members, but has only ${bytes} bytes`, details);
  }
}

interface Entry {
  readonly member: { -readonly [K in keyof ZipMember]: ZipMember[K] };
  readonly nameBytes: number;
}

/** Reads one entry after another. */
class EntryReader {
  readonly entries: Entry[] = [];
  readonly #file: string;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #extent: ZipExtent;
  #at = 0;

  constructor(file: string, bytes: Uint8Array<ArrayBuffer>, extent: ZipExtent) {
    this.#file = file;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#extent = extent;
  }

  next(): ZipMember {
    const at = this.#at, view = this.#view;
    if (at + ENTRY.bytes > view.byteLength || view.getUint32(at, true) !== ENTRY.signature) {
      this.#fail("the zip directory has no entry here where one is due");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const extra = at + ENTRY.bytes + nameBytes;
    const extraEnd = extra + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > view.byteLength) this.#fail("an entry of the zip directory reaches beyond its end");
    const flags = view.getUint16(at + 8, true);
    const name = this.#bytes.subarray(at + ENTRY.bytes, extra);
    const member = {
      name: decodeZipName(name, (flags & UTF8_FLAG) !== 0, this.#file, this.#extent.start + at),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      encrypted: (flags & ENCRYPTED_FLAG) !== 0,
      limit: this.#extent.start,
      ...this.#sizes(at, extra, extraEnd),
    };
    checkRatio(member, this.#file);
    this.entries.push({ member, nameBytes });
    this.#at = next;
    return member;
  }

  /** Checks that nothing follows the last entry. */
  finish(): void {
    if (this.#at !== this.#bytes.length) {
      this.#fail(`the zip directory goes on after its ${this.entries.length} members`);
    }
  }

  #sizes(at: number, extra: number, extraEnd: number): Pick<ZipMember, "size" | "compressedSize" | "headerOffset"> {
    const view = this.#view;
    let wide = this.#findWideFields(extra, extraEnd);
    // A field of all ones stands for the next of the wide fields, in this order.
    const field = (offset: number): number => {
      const narrow = view.getUint32(offset, true);
      if (narrow !== 0xffffffff || wide === undefined) return narrow;
      if (wide.start + 8 > wide.end) this.#fail("an entry of the zip directory lacks one of its zip64 fields");
      const value = Number(view.getBigUint64(wide.start, true));
      wide = { start: wide.start + 8, end: wide.end };
      return value;
    };
    const size = field(at + 24), compressedSize = field(at + 20);
    return { size, compressedSize, headerOffset: field(at + 42) + this.#extent.prefix };
  }

  #findWideFields(extra: number, extraEnd: number): { start: number; end: number } | undefined {
    for (let at = extra; at + 4 <= extraEnd;) {
      const end = at + 4 + this.#view.getUint16(at + 2, true);
      if (end > extraEnd) return undefined;
      if (this.#view.getUint16(at, true) === ZIP64_FIELDS) return { start: at + 4, end };
      at = end;
    }
    return undefined;
  }

  #fail(reason: string): never {
    const place: Place = { offset: this.#extent.start + this.#at };
    throw new FormatError(reason, { file: this.#file, place });
  }
}

function checkRatio({ name, method, size, compressedSize, encrypted }: ZipMember, file: string): void {
  if (encrypted) return;
  const details = { file, place: { path: name } };
  if (method === ZIP_METHOD.stored && size !== compressedSize) {
    throw new FormatError(`the member is stored, but said to take ${compressedSize} bytes for ${size}`, details);
  }
  if (method === ZIP_METHOD.deflated && size > compressedSize * HIGHEST_DEFLATE_RATIO) {
    throw new FormatError(`${compressedSize} deflated bytes cannot hold the ${size} bytes that are stated`, details);
  }
}

/** Gives each member the place where the next one starts, and refuses overlaps. */
function boundMembers(entries: readonly Entry[], directoryStart: number, file: string): void {
  const byOffset = [...entries].sort((a, b) => a.member.headerOffset - b.member.headerOffset);
  for (const [index, { member, nameBytes }] of byOffset.entries()) {
    const next = byOffset[index + 1]?.member;
    const end = member.headerOffset + LOCAL_HEADER_BYTES + nameBytes + member.compressedSize;
    member.limit = next ? Math.min(next.headerOffset, directoryStart) : directoryStart;
    if (end <= member.limit) continue;
    const other = next && end > next.headerOffset ? `the member ${quote(next.name)}` : "the zip directory";
    throw new FormatError(`the member overlaps ${other}`, { file, place: { path: member.name } });
  }
}

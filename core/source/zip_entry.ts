import { FormatError } from "../model/errors.ts";
import type { ZipExtent } from "./zip_end.ts";
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
export const ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
/** Fixed part of a local header. */
export const LOCAL_HEADER_BYTES = 30;
const ZIP64_FIELDS = 0x0001;
const ENCRYPTED_FLAG = 1;
/** General-purpose flag: the name is UTF-8. */
export const UTF8_FLAG = 1 << 11;
/** A byte of deflated data gives at most four matches of 258 bytes. */
const HIGHEST_DEFLATE_RATIO = 1032;

/** An entry of the directory as it stands. */
export interface ZipEntry {
  readonly member: Omit<ZipMember, "limit">;
  readonly nameBytes: number;
  /** Where the next entry begins. */
  readonly end: number;
}

/** Reads and checks entries of a directory. */
export class ZipEntries {
  readonly file: string;
  readonly extent: ZipExtent;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;

  constructor(file: string, bytes: Uint8Array<ArrayBuffer>, extent: ZipExtent) {
    this.file = file;
    this.extent = extent;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** The entry that begins at an offset in the directory. */
  read(at: number): ZipEntry {
    const view = this.#view;
    if (at + ENTRY.bytes > view.byteLength || view.getUint32(at, true) !== ENTRY.signature) {
      this.#fail(at, "the zip directory has no entry here where one is due");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const extra = at + ENTRY.bytes + nameBytes;
    const extraEnd = extra + view.getUint16(at + 30, true);
    const end = extraEnd + view.getUint16(at + 32, true);
    if (end > view.byteLength) this.#fail(at, "an entry of the zip directory reaches beyond its end");
    const flags = view.getUint16(at + 8, true);
    const member = {
      name: this.nameAt(at),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      encrypted: (flags & ENCRYPTED_FLAG) !== 0,
      ...this.#sizes(at, extra, extraEnd),
    };
    checkRatio(member, this.file);
    return { member, nameBytes, end };
  }

  /** The name in an entry that was read. */
  nameAt(at: number): string {
    const start = at + ENTRY.bytes, end = start + this.#view.getUint16(at + 28, true);
    const isUtf8 = (this.#view.getUint16(at + 8, true) & UTF8_FLAG) !== 0;
    return decodeZipName(this.#bytes.subarray(start, end), isUtf8, this.file, this.extent.start + at);
  }

  /** Checks that nothing follows the last entry, which ends there. */
  checkEnd(at: number): void {
    if (at !== this.#bytes.length) {
      this.#fail(at, `the zip directory goes on after its ${this.extent.members} members`);
    }
  }

  #sizes(at: number, extra: number, extraEnd: number): Pick<ZipMember, "size" | "compressedSize" | "headerOffset"> {
    const view = this.#view;
    let wide = this.#findWideFields(extra, extraEnd);
    // A field of all ones stands for the next of the wide fields, in this order.
    const field = (offset: number): number => {
      const narrow = view.getUint32(offset, true);
      if (narrow !== 0xffffffff || wide === undefined) return narrow;
      if (wide.start + 8 > wide.end) this.#fail(at, "an entry of the zip directory lacks one of its zip64 fields");
      const value = Number(view.getBigUint64(wide.start, true));
      wide = { start: wide.start + 8, end: wide.end };
      return value;
    };
    const size = field(at + 24), compressedSize = field(at + 20);
    return { size, compressedSize, headerOffset: field(at + 42) + this.extent.prefix };
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

  #fail(at: number, reason: string): never {
    throw new FormatError(reason, { file: this.file, place: { offset: this.extent.start + at } });
  }
}

function checkRatio({ name, method, size, compressedSize, encrypted }: ZipEntry["member"], file: string): void {
  if (encrypted) return;
  const details = { file, place: { path: name } };
  if (method === ZIP_METHOD.stored && size !== compressedSize) {
    throw new FormatError(`the member is stored, but said to take ${compressedSize} bytes for ${size}`, details);
  }
  if (method === ZIP_METHOD.deflated && size > compressedSize * HIGHEST_DEFLATE_RATIO) {
    throw new FormatError(`${compressedSize} deflated bytes cannot hold the ${size} bytes that are stated`, details);
  }
}

import { FormatError, type Place, UnsupportedError } from "../model/errors.ts";
import { type ByteSource, readBytes } from "./byte_source.ts";

/** Where the central directory of a zip archive lies. */
export interface ZipExtent {
  /** Members that the directory is said to have. */
  readonly members: number;
  /** First byte of the directory. */
  readonly start: number;
  /** The byte after the directory. */
  readonly end: number;
  /** Bytes before the archive proper (a self-extractor, a shebang line): add to every offset that the archive states. */
  readonly prefix: number;
}

const END = { signature: 0x06054b50, bytes: 22 } as const;
const END64 = { signature: 0x06064b50, bytes: 56 } as const;
const LOCATOR64 = { signature: 0x07064b50, bytes: 20 } as const;
const LONGEST_COMMENT = 0xffff;

/**
 * Finds the end-of-directory record of a zip archive, with or without zip64,
 * an archive comment and data before the archive.
 *
 * @throws {FormatError} if there is none, or what it states lies outside the file.
 * @throws {UnsupportedError} if the archive is one part of several.
 */
export async function findZipEnd(source: ByteSource): Promise<ZipExtent> {
  const length = Math.min(source.size, LOCATOR64.bytes + END.bytes + LONGEST_COMMENT);
  const tail = await readBytes(source, source.size - length, length);
  const view = new DataView(tail.buffer);
  const at = findEnd(view);
  if (at < 0) {
    throw new FormatError("it has no zip directory at its end: truncated, or not a zip archive", { file: source.name });
  }
  const end = source.size - length + at;
  const locator = at - LOCATOR64.bytes;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR64.signature) {
    const stated = Number(view.getBigUint64(locator + 8, true));
    return await readEnd64(source, stated, end - LOCATOR64.bytes);
  }
  return extent(source, end, {
    disks: view.getUint16(at + 4, true) | view.getUint16(at + 6, true),
    members: view.getUint16(at + 10, true),
    bytes: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  });
}

/** The last record whose comment reaches exactly to the end of the file. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - END.bytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== END.signature) continue;
    if (at + END.bytes + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return -1;
}

// Data before the archive move the record away from where it is stated to be; then it lies right before its locator.
async function readEnd64(source: ByteSource, stated: number, locator: number): Promise<ZipExtent> {
  for (const at of [stated, locator - END64.bytes]) {
    if (at < 0 || at + END64.bytes > locator) continue;
    const view = new DataView((await readBytes(source, at, END64.bytes)).buffer);
    if (view.getUint32(0, true) !== END64.signature) continue;
    return extent(source, at, {
      disks: view.getUint32(16, true) | view.getUint32(20, true),
      members: Number(view.getBigUint64(32, true)),
      bytes: Number(view.getBigUint64(40, true)),
      offset: Number(view.getBigUint64(48, true)),
    });
  }
  throw new FormatError("its zip64 directory record is missing", { file: source.name, place: { offset: locator } });
}

interface StatedExtent {
  readonly disks: number;
  readonly members: number;
  readonly bytes: number;
  readonly offset: number;
}

function extent(source: ByteSource, end: number, { disks, members, bytes, offset }: StatedExtent): ZipExtent {
  const details = { file: source.name, place: { offset: end } satisfies Place };
  if (disks !== 0) throw new UnsupportedError("it is one part of a zip archive in several files", details);
  const prefix = end - bytes - offset;
  if (prefix < 0) {
    throw new FormatError(
      `its zip directory is said to take ${bytes} bytes from byte ${offset} on, which overlaps its end`,
      details,
    );
  }
  return { members, start: end - bytes, end, prefix };
}

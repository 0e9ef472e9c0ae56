import { FormatError, LimitError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import { type ByteSource, readBytes } from "./byte_source.ts";
import { NameTable } from "./name_table.ts";
import { findZipEnd, type ZipExtent } from "./zip_end.ts";
import { ENTRY, LOCAL_HEADER_BYTES, ZipEntries, type ZipMember } from "./zip_entry.ts";

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
 * const directory = await readZipDirectory(archive, DEFAULT_LIMITS);
 * const { method, size } = directory.at(directory.indexOf("x/y"));
 * assertEquals([method, size], [8, 100]);
 * ```
 * @throws {FormatError} if the directory is missing, malformed or contradicts itself.
 * @throws {LimitError} if it has more members or bytes than the limits allow.
 */
export async function readZipDirectory(
  source: ByteSource,
  limits: Pick<Limits, "archiveMembers" | "headerBytes">,
): Promise<ZipDirectory> {
  const extent = await findZipEnd(source);
  checkSize(source, extent, limits);
  const bytes = await readBytes(source, extent.start, extent.end - extent.start);
  const entries = new ZipEntries(source.name, bytes, extent), places = new Uint32Array(extent.members);
  const names = new NameTable(extent.members, (index) => entries.nameAt(places[index]!));
  const starts = new Float64Array(extent.members), ends = new Float64Array(extent.members);
  let at = 0;
  for (let index = 0; index < extent.members; index++) {
    const { member, nameBytes, end } = entries.read(at);
    places[index] = at;
    if (!names.add(index, member.name)) {
      throw new FormatError(`the zip archive has two members ${quote(member.name)}`, { file: source.name });
    }
    starts[index] = member.headerOffset;
    ends[index] = member.headerOffset + LOCAL_HEADER_BYTES + nameBytes + member.compressedSize;
    at = end;
  }
  entries.checkEnd(at);
  const bounds = boundsOf(starts, extent.start);
  const directory = new ZipDirectory(entries, { places, bounds, names });
  checkOverlaps(directory, starts, ends, bounds, source.name);
  return directory;
}

/** What is kept of each member beside its entry. */
interface MemberTables {
  /** Where the entries begin in the directory. */
  readonly places: Uint32Array;
  /** See `ZipMember.limit`. */
  readonly bounds: Float64Array;
  readonly names: NameTable;
}

/** The members of an archive in the order of its directory, each read from that when it is asked for. */
export class ZipDirectory implements Iterable<ZipMember> {
  readonly #entries: ZipEntries;
  readonly #tables: MemberTables;

  constructor(entries: ZipEntries, tables: MemberTables) {
    this.#entries = entries;
    this.#tables = tables;
  }

  get length(): number {
    return this.#tables.places.length;
  }

  at(index: number): ZipMember {
    const { places, bounds } = this.#tables;
    return { ...this.#entries.read(places[index]!).member, limit: bounds[index]! };
  }

  nameAt(index: number): string {
    return this.#entries.nameAt(this.#tables.places[index]!);
  }

  /** The index of the member of that name; -1 if there is none. */
  indexOf(name: string): number {
    return this.#tables.names.find(name);
  }

  *names(): Generator<string> {
    for (let index = 0; index < this.length; index++) yield this.nameAt(index);
  }

  *[Symbol.iterator](): Generator<ZipMember> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
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

/** Where the member that follows each in the file starts, or the directory. */
function boundsOf(starts: Float64Array, directoryStart: number): Float64Array {
  const byOffset = new Uint32Array(starts.keys()).sort((a, b) => starts[a]! - starts[b]!);
  const bounds = new Float64Array(starts.length);
  for (const [place, index] of byOffset.entries()) {
    const next = byOffset[place + 1];
    bounds[index] = next === undefined ? directoryStart : Math.min(starts[next]!, directoryStart);
  }
  return bounds;
}

function checkOverlaps(
  directory: ZipDirectory,
  starts: Float64Array,
  ends: Float64Array,
  bounds: Float64Array,
  file: string,
): void {
  const index = ends.findIndex((end, at) => end > bounds[at]!);
  if (index < 0) return;
  const next = starts.findIndex((start, at) => at !== index && start === bounds[index] && start >= starts[index]!);
  const other = next < 0 ? "the zip directory" : `the member ${quote(directory.nameAt(next))}`;
  throw new FormatError(`the member overlaps ${other}`, { file, place: { path: directory.nameAt(index) } });
}

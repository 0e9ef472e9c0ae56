import { FormatError, LimitError } from "../../core/model/errors.ts";
import type { Limits } from "../../core/model/limits.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";

const BLOCK = 512;
const NAME_BYTES = 100;
const SIZE = { start: 124, end: 136 } as const;
const CHECKSUM = { start: 148, end: 156 } as const;
const TYPE = 156;
const REGULAR: ReadonlySet<number> = new Set([0, 0x30]);

/** The header of a tar member. */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
  readonly isFile: boolean;
}

/** Reads a tar header, or gives `undefined` if the block is none: its checksum is wrong. */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.length < BLOCK) return undefined;
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= CHECKSUM.start && i < CHECKSUM.end ? 0x20 : block[i]!;
  const size = octal(block.subarray(SIZE.start, SIZE.end));
  if (octal(block.subarray(CHECKSUM.start, CHECKSUM.end)) !== sum || size === undefined) return undefined;
  const end = block.subarray(0, NAME_BYTES).indexOf(0);
  const name = new TextDecoder().decode(block.subarray(0, end < 0 ? NAME_BYTES : end));
  return { name: name.replace(/^\.\//, ""), size, isFile: REGULAR.has(block[TYPE]!) };
}

/** The files of a tar archive by name, as windows on it. */
export async function readTarDirectory(
  source: ByteSource,
  file: string,
  limits: Pick<Limits, "archiveMembers">,
): Promise<ReadonlyMap<string, ByteSource>> {
  const members = new Map<string, ByteSource>();
  let headers = 0;
  for (let offset = 0; offset + BLOCK <= source.size;) {
    const block = await readBytes(source, offset, BLOCK);
    if (block.every((byte) => byte === 0)) return members;
    const details = { file, place: { offset } };
    const header = readTarHeader(block);
    if (!header) throw new FormatError("there is no tar header where one is due", details);
    if (++headers > limits.archiveMembers) {
      throw new LimitError(`the tar archive has more than ${limits.archiveMembers} members`, details);
    }
    const start = offset + BLOCK;
    if (header.size > source.size - start) {
      throw new FormatError(`a tar member has ${header.size} bytes, but ${source.size - start} are left`, details);
    }
    if (header.isFile) members.set(header.name, source.window(start, header.size));
    offset = start + Math.ceil(header.size / BLOCK) * BLOCK;
  }
  throw new FormatError("the tar archive has no end mark: truncated", { file, place: { offset: source.size } });
}

function octal(field: Uint8Array): number | undefined {
  const text = new TextDecoder("latin1").decode(field).replace(/[\0 ]+$/, "").trim();
  return /^[0-7]{1,12}$/.test(text) ? parseInt(text, 8) : undefined;
}

import { deflateSync } from "fflate";
import { crc32 } from "../../../core/source/crc32.ts";

/** A member to write; what is left out follows from `content`. */
export interface MemberSpec {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** Stated sizes and CRC, where they shall not be the true ones. */
  readonly size?: number;
  readonly compressedSize?: number;
  readonly crc?: number;
  readonly headerOffset?: number;
  readonly localName?: string;
  readonly localMethod?: number;
  readonly nameBytes?: Uint8Array;
}

/** What surrounds the members. */
export interface ArchiveSpec {
  readonly zip64?: boolean;
  readonly comment?: string;
  readonly prefix?: Uint8Array;
  readonly members?: number;
}

/** Writes a zip archive, on demand one that lies about itself. */
export function buildZip(members: readonly MemberSpec[], options: ArchiveSpec = {}): Uint8Array {
  const out: Uint8Array[] = [options.prefix ?? new Uint8Array()];
  const start = out[0]!.length;
  const directory: Uint8Array[] = [];
  for (const member of members) {
    const offset = lengthOf(out) - start;
    const { method = 0, content } = member;
    const data = method === 8 ? deflateSync(content) : content;
    const local = nameOf(member.localName ?? member.name, member);
    const fixed = fields(member, data);
    const localFixed = { ...fixed, method: member.localMethod ?? method };
    out.push(pack(["4", 0x04034b50], ["2", 45], ...head(localFixed), ["2", local.length], ["2", 0]), local, data);
    directory.push(entry(member, fixed, member.headerOffset ?? offset, options.zip64 ?? false));
  }
  const directoryOffset = lengthOf(out) - start;
  out.push(...directory);
  const count = options.members ?? members.length;
  const comment = new TextEncoder().encode(options.comment ?? "");
  if (options.zip64) out.push(end64(count, lengthOf(directory), directoryOffset));
  const [n, size, at] = options.zip64
    ? [0xffff, 0xffffffff, 0xffffffff]
    : [count, lengthOf(directory), directoryOffset];
  out.push(
    pack(["4", 0x06054b50], ["4", 0], ["2", n!], ["2", n!], ["4", size!], ["4", at!], ["2", comment.length]),
    comment,
  );
  return concat(out);
}

type Fixed = { flags: number; method: number; crc: number; compressedSize: number; size: number };

function fields(member: MemberSpec, data: Uint8Array): Fixed {
  return {
    flags: member.flags ?? 1 << 11,
    method: member.method ?? 0,
    crc: member.crc ?? crc32(member.content),
    compressedSize: member.compressedSize ?? data.length,
    size: member.size ?? member.content.length,
  };
}

function head({ flags, method, crc, compressedSize, size }: Fixed): Field[] {
  return [["2", flags], ["2", method], ["4", 0], ["4", crc], ["4", compressedSize], ["4", size]];
}

function entry(member: MemberSpec, fixed: Fixed, offset: number, zip64: boolean): Uint8Array {
  const name = nameOf(member.name, member);
  const extra = zip64
    ? pack(["2", 1], ["2", 24], ["8", fixed.size], ["8", fixed.compressedSize], ["8", offset])
    : new Uint8Array();
  const stated = zip64 ? { ...fixed, size: 0xffffffff, compressedSize: 0xffffffff } : fixed;
  const lengths: Field[] = [["2", name.length], ["2", extra.length], ["2", 0], ["4", 0], ["4", 0]];
  const where: Field = ["4", zip64 ? 0xffffffff : offset];
  return concat([pack(["4", 0x02014b50], ["2", 45], ["2", 45], ...head(stated), ...lengths, where), name, extra]);
}

function end64(members: number, bytes: number, offset: number): Uint8Array {
  const counts: Field[] = [["4", 0], ["4", 0], ["8", members], ["8", members], ["8", bytes], ["8", offset]];
  const locator: Field[] = [["4", 0x07064b50], ["4", 0], ["8", offset + bytes], ["4", 1]];
  return pack(["4", 0x06064b50], ["8", 44], ["2", 45], ["2", 45], ...counts, ...locator);
}

function nameOf(name: string, { nameBytes }: MemberSpec): Uint8Array {
  return nameBytes ?? new TextEncoder().encode(name);
}

type Field = readonly [width: "2" | "4" | "8", value: number];

function pack(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + Number(width), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === "8") view.setBigUint64(at, BigInt(value), true);
    else if (width === "4") view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += Number(width);
  }
  return bytes;
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

import type { ByteSource, Origin } from "../../core/source/byte_source.ts";
import { checkRange, createWindow } from "../../core/source/window.ts";
import type { ZipDirectory } from "../../core/source/zip_directory.ts";
import { ZIP_METHOD, type ZipMember } from "../../core/source/zip_entry.ts";
import { inflateZipMember, openZipMember } from "../../core/source/zip_member.ts";
import { type StorageBytes, StorageList } from "./storage.ts";

/** An archive that has storages among its members. */
export interface StorageArchive {
  readonly source: ByteSource;
  readonly directory: ZipDirectory;
  /** Begins every member's name, and is no part of a key. */
  readonly root: string;
  /** Begins every key. */
  readonly scope: string;
}

/** The storages of an archive, by the index of their members. */
export class ArchiveStorages extends StorageList {
  readonly archive: StorageArchive;
  /** Where the bytes of each member start; 0: unknown yet. */
  readonly starts: Float64Array;
  #last: StorageBytes | undefined;

  constructor(archive: StorageArchive) {
    super();
    this.archive = archive;
    this.starts = new Float64Array(archive.directory.length);
  }

  bytesAt(index: number): StorageBytes {
    // Who looks at one part of a storage mostly looks at the others next.
    if (this.#last?.index !== index) this.#last = this.#make(index);
    return this.#last;
  }

  #make(index: number): StorageBytes {
    const member = this.archive.directory.at(index);
    return member.method === ZIP_METHOD.stored
      ? new ArchiveBytes(this, index, member)
      : new DeflatedBytes(this, index, member);
  }
}

/** What stored and deflated members have in common. */
abstract class MemberBytes {
  readonly list: ArchiveStorages;
  readonly index: number;
  protected readonly member: ZipMember;

  constructor(list: ArchiveStorages, index: number, member: ZipMember) {
    this.list = list;
    this.index = index;
    this.member = member;
  }

  get key(): string {
    const { scope, root } = this.list.archive;
    return scope + this.member.name.slice(root.length);
  }

  get size(): number {
    return this.member.size;
  }

  inflate(): AsyncIterable<Uint8Array> {
    return inflateZipMember(this.list.archive.source, this.member);
  }
}

/** The bytes of a storage that is a deflated member of an archive. */
class DeflatedBytes extends MemberBytes implements StorageBytes {
  readonly isStored = false;
  readonly source = null;
}

/**
 * The bytes of a storage that is a stored member of an archive. Its place in
 * the file is found at the first read: a checkpoint has thousands of members,
 * and a comparison of headers needs the bytes of none.
 */
class ArchiveBytes extends MemberBytes implements StorageBytes, ByteSource {
  readonly isStored = true;

  get source(): ByteSource {
    return this;
  }

  get name(): string {
    return `${this.list.archive.source.name}/${this.member.name}`;
  }

  get origin(): Origin | null {
    const start = this.list.starts[this.index]!, { source } = this.list.archive, { origin } = source;
    return start === 0 ? null : { source: origin?.source ?? source, offset: (origin?.offset ?? 0) + start };
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    const start = this.list.starts[this.index]!;
    return start === 0 ? this.#findAndRead(offset, into) : this.list.archive.source.read(start + offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    return createWindow(this, offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #findAndRead(offset: number, into: Uint8Array): Promise<void> {
    const { source } = this.list.archive;
    const opened = await openZipMember(source, this.member);
    this.list.starts[this.index] = opened.origin!.offset - (source.origin?.offset ?? 0);
    await opened.read(offset, into);
  }
}

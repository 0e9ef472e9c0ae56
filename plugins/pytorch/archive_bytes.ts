import type { ByteSource, Origin } from "../../core/source/byte_source.ts";
import { checkRange } from "../../core/source/window.ts";
import type { ZipDirectory } from "../../core/source/zip_directory.ts";
import { inflateZipMember, openZipMember } from "../../core/source/zip_member.ts";
import { StorageBytes } from "./storage.ts";

/** What the storages of an archive have in common. */
export interface StorageHome {
  readonly source: ByteSource;
  readonly directory: ZipDirectory;
  /** Begins every member's name, and is no part of a key. */
  readonly root: string;
  /** Begins every key. */
  readonly scope: string;
}

/** The bytes of a storage that is a deflated member of an archive. */
export class DeflatedBytes extends StorageBytes {
  readonly isStored = false;
  readonly source = null;
  readonly #home: StorageHome;
  readonly #index: number;

  constructor(home: StorageHome, index: number) {
    super();
    this.#home = home;
    this.#index = index;
  }

  get key(): string {
    return keyOf(this.#home, this.#index);
  }

  get size(): number {
    return this.#home.directory.at(this.#index).size;
  }

  override inflate(): AsyncIterable<Uint8Array> {
    const { source, directory } = this.#home;
    return inflateZipMember(source, directory.at(this.#index));
  }
}

/**
 * The bytes of a storage that is a stored member of an archive. Its place in
 * the file is found at the first read: a checkpoint has thousands of members,
 * and a comparison of headers needs the bytes of none.
 */
export class ArchiveBytes extends StorageBytes implements ByteSource {
  readonly #home: StorageHome;
  readonly #index: number;
  readonly size: number;
  /** Where the bytes start in the archive; negative: unknown yet. */
  #start = -1;

  constructor(home: StorageHome, index: number) {
    super();
    this.#home = home;
    this.#index = index;
    this.size = home.directory.at(index).size;
  }

  get key(): string {
    return keyOf(this.#home, this.#index);
  }

  get isStored(): boolean {
    return true;
  }

  get source(): ByteSource {
    return this;
  }

  get name(): string {
    return `${this.#home.source.name}/${this.#home.directory.nameAt(this.#index)}`;
  }

  /** Unknown until the first read. */
  get origin(): Origin | undefined {
    if (this.#start < 0) return undefined;
    const { source } = this.#home, { origin } = source;
    return { source: origin?.source ?? source, offset: (origin?.offset ?? 0) + this.#start };
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    return this.#start < 0 ? this.#findAndRead(offset, into) : this.#home.source.read(this.#start + offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    checkRange(this, offset, length);
    return new ArchiveWindow(this, offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #findAndRead(offset: number, into: Uint8Array): Promise<void> {
    const { source, directory } = this.#home;
    const opened = await openZipMember(source, directory.at(this.#index));
    this.#start = opened.origin!.offset - (source.origin?.offset ?? 0);
    await opened.read(offset, into);
  }
}

/** Part of a member; its origin appears with that of the whole. */
class ArchiveWindow implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #base: ByteSource;
  readonly #start: number;

  constructor(base: ByteSource, start: number, size: number, name: string) {
    this.#base = base;
    this.#start = start;
    this.size = size;
    this.name = name;
  }

  get origin(): Origin | undefined {
    const { origin } = this.#base;
    return origin && { source: origin.source, offset: origin.offset + this.#start };
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    return this.#base.read(this.#start + offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    checkRange(this, offset, length);
    return new ArchiveWindow(this.#base, this.#start + offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

function keyOf({ directory, root, scope }: StorageHome, index: number): string {
  return scope + directory.nameAt(index).slice(root.length);
}

import type { ByteSource } from "../../core/source/byte_source.ts";
import { notYet } from "./not_yet.ts";
import { type StorageBytes, StorageList } from "./storage.ts";
import { StoredBytes } from "./stored_bytes.ts";

/** Storages that lie in a file, nobody knows where before all of its pickles are read. */
export class LegacyList extends StorageList {
  readonly #file: ByteSource;
  readonly #scope: string;
  readonly #keys: string[] = [];
  readonly #sizes: number[] = [];
  /** Offsets in the file; negative: not known yet. */
  readonly #starts: number[] = [];

  /** Storages of a file, all keys of which a scope begins. */
  constructor(file: ByteSource, scope: string) {
    super();
    this.#file = file;
    this.#scope = scope;
  }

  /** Adds a storage and gives its index. */
  add(key: string, size: number): number {
    this.#sizes.push(size);
    this.#starts.push(-1);
    return this.#keys.push(key) - 1;
  }

  /** Tells where a storage lies. */
  place(index: number, start: number): void {
    this.#starts[index] = start;
  }

  isPlaced(index: number): boolean {
    return this.#starts[index]! >= 0;
  }

  bytesAt(index: number): StorageBytes {
    const key = this.#scope + this.#keys[index], size = this.#sizes[index]!, start = this.#starts[index]!;
    return new StoredBytes({ list: this, index }, { key, size }, () => {
      return start < 0 ? notYet() : this.#file.window(start, size);
    });
  }
}

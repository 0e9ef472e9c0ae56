import type { ByteSource } from "../../core/source/byte_source.ts";
import { type StorageBytes, StorageList } from "./storage.ts";
import { StoredBytes } from "./stored_bytes.ts";

/** Storages that can be read as soon as they are known. */
export class StoredList extends StorageList {
  readonly #bytes: StorageBytes[] = [];

  add(key: string, source: ByteSource): StorageBytes {
    const bytes = new StoredBytes({ list: this, index: this.#bytes.length }, { key, size: source.size }, () => source);
    this.#bytes.push(bytes);
    return bytes;
  }

  bytesAt(index: number): StorageBytes {
    return this.#bytes[index]!;
  }
}

import type { ByteSource } from "../../core/source/byte_source.ts";
import type { StorageBytes, StorageList } from "./storage.ts";

/** Bytes that lie in the file as they are. */
export class StoredBytes implements StorageBytes {
  readonly list: StorageList;
  readonly index: number;
  readonly key: string;
  readonly size: number;
  readonly isStored = true;
  readonly #open: () => ByteSource;

  constructor(
    { list, index }: Pick<StorageBytes, "list" | "index">,
    { key, size }: Pick<StorageBytes, "key" | "size">,
    open: () => ByteSource,
  ) {
    this.list = list;
    this.index = index;
    this.key = key;
    this.size = size;
    this.#open = open;
  }

  get source(): ByteSource {
    return this.#open();
  }

  inflate(): never {
    throw new TypeError("Stored bytes are not inflated");
  }
}

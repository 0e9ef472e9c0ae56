import type { ByteSource } from "../../core/source/byte_source.ts";
import type { TorchType } from "./torch_type.ts";

/** The bytes of one storage, wherever the layout keeps them. */
export abstract class StorageBytes {
  /** Unique in the file. */
  abstract readonly key: string;
  abstract readonly size: number;
  /** Whether they lie in the file as they are; else they are deflated. */
  abstract readonly isStored: boolean;
  /** Random access; `null` where they are deflated. */
  abstract readonly source: ByteSource | null;
  #places = 0;

  /** The bytes from the start, for deflated ones. */
  inflate(): AsyncIterable<Uint8Array> {
    throw new TypeError("Stored bytes are not inflated");
  }

  /** Counts places of the tree at which a tensor shows them. */
  addPlaces(count: number): void {
    this.#places += count;
  }

  /** Whether they may be shown at several places. */
  get isShared(): boolean {
    return this.#places > 1;
  }
}

/** Bytes that can be read at random. */
export class StoredBytes extends StorageBytes {
  readonly isStored = true;
  readonly key: string;
  readonly source: ByteSource;

  constructor(key: string, source: ByteSource) {
    super();
    this.key = key;
    this.source = source;
  }

  get size(): number {
    return this.source.size;
  }
}

/** A storage as the pickle and the layout tell of it. */
export interface Storage {
  /** `uint8` for an untyped storage. */
  readonly type: TorchType;
  /** Elements as the pickle states; all of them are in `bytes`. */
  readonly elements: number;
  readonly bytes: StorageBytes;
  /** Elements are stored big-endian. */
  readonly bigEndian: boolean;
}

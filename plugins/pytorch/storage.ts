import type { ByteSource } from "../../core/source/byte_source.ts";
import type { TorchType } from "./torch_type.ts";

/** The bytes of one storage, wherever the layout keeps them. */
export interface StorageBytes {
  /** Where they can be had again. */
  readonly list: StorageList;
  readonly index: number;
  /** Unique in the file. */
  readonly key: string;
  readonly size: number;
  /** Whether they lie in the file as they are; else they are deflated. */
  readonly isStored: boolean;
  /** Random access; `null` where they are deflated. */
  readonly source: ByteSource | null;
  /** The bytes from the start, for deflated ones. */
  inflate(): AsyncIterable<Uint8Array>;
}

/** What is not counted any further. */
const SEVERAL = 2;

/** Storages by number. A checkpoint may have 100,000, so the bytes of each are made when they are asked for. */
export abstract class StorageList {
  /** At how many places of the tree each is shown. */
  #places = new Uint8Array(64);

  abstract bytesAt(index: number): StorageBytes;

  /** Counts places of the tree at which a tensor shows a storage. */
  addPlaces(index: number, count: number): void {
    if (index >= this.#places.length) {
      const places = new Uint8Array(index * 2);
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[index] = Math.min(this.#places[index]! + count, SEVERAL);
  }

  /** Whether a storage may be shown at several places. */
  isShared(index: number): boolean {
    return this.#places[index] === SEVERAL;
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

import type { ByteSource } from "../../core/source/byte_source.ts";
import type { TorchType } from "./torch_type.ts";

/** The bytes of one storage, wherever the layout keeps them. */
export interface StorageBytes {
  readonly size: number;
  /** Random access; `null` where they are deflated. */
  readonly source: ByteSource | null;
  /** The bytes from the start, for deflated ones. */
  inflate(): AsyncIterable<Uint8Array>;
}

/** A storage as the pickle and the layout tell of it. */
export interface Storage {
  /** Unique in the file. */
  readonly key: string;
  /** `uint8` for an untyped storage. */
  readonly type: TorchType;
  /** Elements as the pickle states; all of them are in `bytes`. */
  readonly elements: number;
  readonly bytes: StorageBytes;
  /** Elements are stored big-endian. */
  readonly bigEndian: boolean;
}

/** Bytes that can be read at random. */
export function storedBytes(source: ByteSource): StorageBytes {
  return { size: source.size, source, inflate: notDeflated };
}

function notDeflated(): never {
  throw new TypeError("Stored bytes are not inflated");
}

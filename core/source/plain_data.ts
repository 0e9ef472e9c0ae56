import type { TensorData } from "../model/tensor.ts";
import type { ByteSource } from "./byte_source.ts";

/** Elements that lie in a source contiguously, in C order, little-endian: all of it, or a part. */
export function plainData(source: ByteSource, offset = 0, length: number = source.size - offset): TensorData {
  return new PlainData(source, offset, length);
}

// A checkpoint has one for each of its tensors: it keeps where they lie, not a window on it.
class PlainData implements TensorData {
  readonly #source: ByteSource;
  readonly #offset: number;
  readonly #length: number;

  constructor(source: ByteSource, offset: number, length: number) {
    this.#source = source;
    this.#offset = offset;
    this.#length = length;
  }

  get plain(): ByteSource {
    const isWhole = this.#offset === 0 && this.#length === this.#source.size;
    return isWhole ? this.#source : this.#source.window(this.#offset, this.#length);
  }

  blocks(blockBytes: number): AsyncIterable<Uint8Array> {
    return readBlocks(this.plain, blockBytes);
  }
}

/** The bytes of a source in blocks of `blockBytes` bytes, in one buffer that is used again. */
export async function* readBlocks(source: ByteSource, blockBytes: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(blockBytes, source.size));
  for (let offset = 0; offset < source.size; offset += blockBytes) {
    const block = buffer.subarray(0, Math.min(blockBytes, source.size - offset));
    const pending = source.read(offset, block);
    if (pending) await pending;
    yield block;
  }
}

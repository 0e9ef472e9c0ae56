import type { TensorData } from "../model/tensor.ts";
import type { ByteSource } from "./byte_source.ts";

/** Elements that lie in a source contiguously, in C order, little-endian. */
export function plainData(source: ByteSource): TensorData {
  return new PlainData(source);
}

class PlainData implements TensorData {
  constructor(readonly plain: ByteSource) {}

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

import { byteLength, type DType } from "../model/dtype.ts";
import type { TensorNode } from "../model/tensor.ts";
import { createBlockReader } from "./block_reader.ts";

/** The same elements of one or two tensors, as bytes; valid until the next one is asked for. */
export interface Chunk {
  /** Index of the first element in C order. */
  readonly first: number;
  readonly count: number;
  /** One entry a tensor. */
  readonly bytes: readonly Uint8Array[];
}

/**
 * Elements that are summed together before they are added to the rest. Fixed,
 * so that no result depends on the size of the blocks that were read.
 */
export const CHUNK_ELEMENTS = 65536;

/** Gives the buffer that one side's blocks are read into: `bytes` long, used again for every block. */
export type BlockBuffers = (bytes: number, side: number) => Uint8Array;

/**
 * Streams tensors of the same shape side by side in chunks of `CHUNK_ELEMENTS`,
 * those of a block at a time, since only the next block has to be waited for.
 * Blocks of about `blockBytes` are read from each; they hold whole chunks.
 */
export async function* readChunks(
  tensors: readonly TensorNode[],
  elements: number,
  blockBytes: number,
  bufferOf: BlockBuffers = (bytes) => new Uint8Array(bytes),
): AsyncGenerator<Iterable<Chunk>> {
  const widest = Math.max(...tensors.map(({ dtype }) => dtype.bits));
  if (widest === 0) return; // texts of length zero: there is nothing to read, and all elements are the same
  const chunk = chunkElements(widest, blockBytes);
  const perBlock = chunk * Math.max(1, Math.floor(blockBytes * 8 / (chunk * widest)));
  const sizeOf = (side: number, count: number) => byteLength(tensors[side]!.dtype, count);
  const buffers = tensors.map((_, side) => bufferOf(sizeOf(side, Math.min(perBlock, elements)), side));
  const readers = tensors.map((tensor, side) => createBlockReader(tensor, sizeOf(side, perBlock)));
  try {
    for (let start = 0; start < elements; start += perBlock) {
      const count = Math.min(perBlock, elements - start);
      const blocks = buffers.map((buffer, side) => buffer.subarray(0, sizeOf(side, count)));
      for (const [side, reader] of readers.entries()) {
        const pending = reader.fill(blocks[side]!);
        if (pending) await pending;
      }
      yield cutChunks(tensors, blocks, start, count, chunk);
    }
  } finally {
    for (const reader of readers) await reader.close();
  }
}

function* cutChunks(
  tensors: readonly TensorNode[],
  blocks: readonly Uint8Array[],
  start: number,
  count: number,
  chunk: number,
): Generator<Chunk> {
  for (let at = 0; at < count; at += chunk) {
    const size = Math.min(chunk, count - at);
    const bytes = blocks.map((block, side) => slice(block, tensors[side]!.dtype, at, size));
    yield { first: start + at, count: size, bytes };
  }
}

// Text and structured elements may be wide; they are only compared, so their chunks need not be fixed.
function chunkElements(bits: number, blockBytes: number): number {
  return bits <= 256 ? CHUNK_ELEMENTS : Math.max(1, Math.min(CHUNK_ELEMENTS, Math.floor(blockBytes * 8 / bits)));
}

function slice(block: Uint8Array, dtype: DType, at: number, count: number): Uint8Array {
  const start = byteLength(dtype, at);
  return block.subarray(start, start + byteLength(dtype, count));
}

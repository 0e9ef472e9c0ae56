import type { TensorData } from "../model/tensor.ts";

/**
 * Big-endian elements as little-endian ones. `componentBytes` is the length of
 * what is reversed: an element, or half of a complex one.
 *
 * @example
 * ```ts
 * import { createMemorySource } from "./memory.ts";
 * import { plainData } from "./plain_data.ts";
 * import { swappedData } from "./swapped_data.ts";
 * import { assertEquals } from "@std/assert";
 * const stored = plainData(createMemorySource("a.npy", new Uint8Array([0, 1, 0, 2])));
 * for await (const block of swappedData(stored, 2).blocks(4)) assertEquals([...block], [1, 0, 2, 0]);
 * ```
 */
export function swappedData(data: TensorData, componentBytes: number): TensorData {
  if (componentBytes === 1) return data;
  return { blocks: (blockBytes) => swapBlocks(data.blocks(blockBytes), componentBytes) };
}

async function* swapBlocks(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  componentBytes: number,
): AsyncGenerator<Uint8Array> {
  // A buffer of its own: the blocks may be views of bytes that are read again.
  let buffer = new Uint8Array();
  for await (const block of blocks) {
    if (buffer.length < block.length) buffer = new Uint8Array(block.length);
    swapInto(buffer, block, componentBytes);
    yield buffer.subarray(0, block.length);
  }
}

function swapInto(into: Uint8Array<ArrayBuffer>, bytes: Uint8Array, width: number): void {
  into.set(bytes);
  if (width === 2) {
    const words = new Uint16Array(into.buffer, 0, bytes.length >> 1);
    for (let i = 0; i < words.length; i++) words[i] = swapped16(words[i]!);
  } else if (width % 4 === 0) {
    const words = new Uint32Array(into.buffer, 0, bytes.length >> 2);
    for (let i = 0; i < words.length; i++) words[i] = swapped32(words[i]!);
    if (width > 4) reverseGroups(words, width >> 2);
  } else {
    reverseGroups(into.subarray(0, bytes.length), width);
  }
}

function swapped16(word: number): number {
  return word << 8 | word >> 8;
}

function swapped32(word: number): number {
  return word << 24 | word << 8 & 0xff0000 | word >>> 8 & 0xff00 | word >>> 24;
}

function reverseGroups(items: Uint8Array | Uint32Array, size: number): void {
  for (let start = 0; start + size <= items.length; start += size) {
    for (let low = start, high = start + size - 1; low < high; low++, high--) {
      const item = items[low]!;
      items[low] = items[high]!;
      items[high] = item;
    }
  }
}

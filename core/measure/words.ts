/** A typed array of integers, by its constructor. */
export interface WordsType<T> {
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/**
 * Bytes as little-endian integers, which is the order of the platforms that
 * Deno runs on. Where they are not aligned, they are copied.
 *
 * @example
 * ```ts
 * import { wordsOf } from "./words.ts";
 * import { assertEquals } from "@std/assert";
 * const bytes = Uint8Array.of(0, 1, 2, 3, 4);
 * assertEquals([...wordsOf(bytes.subarray(1), Uint16Array)], [0x0201, 0x0403]);
 * ```
 */
export function wordsOf<T>(bytes: Uint8Array, type: WordsType<T>): T {
  const width = type.BYTES_PER_ELEMENT, aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return new type(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / width));
}

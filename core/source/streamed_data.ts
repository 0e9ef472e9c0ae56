import { FormatError } from "../model/errors.ts";
import type { TensorData } from "../model/tensor.ts";

/**
 * Elements that come as a stream of pieces of any length: the content of a
 * deflated member. `open` starts the stream anew for each pass; the pieces
 * must have `totalBytes` bytes together. `name` is the file's, for messages.
 *
 * The last block comes only after the stream has ended, so that whatever the
 * stream checks at its end (a length, a CRC) is checked before a pass is over.
 *
 * @example
 * ```ts
 * import { streamedData } from "./streamed_data.ts";
 * import { assertEquals } from "@std/assert";
 * async function* pieces() {
 *   yield* [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])];
 * }
 * const blocks: number[][] = [];
 * for await (const block of streamedData(pieces, 5, "a.npz").blocks(2)) blocks.push([...block]);
 * assertEquals(blocks, [[1, 2], [3, 4], [5]]);
 * ```
 */
export function streamedData(open: () => AsyncIterable<Uint8Array>, totalBytes: number, name: string): TensorData {
  return { blocks: (blockBytes) => cutBlocks(open(), totalBytes, blockBytes, name) };
}

async function* cutBlocks(
  pieces: AsyncIterable<Uint8Array>,
  totalBytes: number,
  blockBytes: number,
  file: string,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(blockBytes, totalBytes));
  let filled = 0, left = totalBytes;
  for await (const piece of pieces) {
    if (piece.length > left) {
      throw new FormatError(`its data go on after the ${totalBytes} bytes that are due`, { file });
    }
    left -= piece.length;
    for (let at = 0; at < piece.length;) {
      if (filled === buffer.length) {
        yield buffer;
        filled = 0;
      }
      const part = piece.subarray(at, at + buffer.length - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  if (left > 0) {
    throw new FormatError(`its data end after ${totalBytes - left} of ${totalBytes} bytes`, { file });
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}

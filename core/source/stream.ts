import { LimitError, SourceError } from "../model/errors.ts";
import type { ByteSource } from "./byte_source.ts";
import { checkRange, createWindow } from "./window.ts";

// Blocks instead of one buffer that grows: the peak is the stream's own length, not twice that.
const BLOCK_BYTES = 1024 * 1024;

/**
 * Reads a stream to its end and keeps its bytes for random access: standard
 * input, a pipe, a response without ranges.
 *
 * @throws {LimitError} if it has more than `maxBytes` bytes.
 * @throws {SourceError} if it breaks off.
 *
 * @example
 * ```ts
 * import { readStream } from "./stream.ts";
 * import { assertEquals } from "@std/assert";
 * const source = await readStream(new Blob(["abc"]).stream(), "-", 1024);
 * const into = new Uint8Array(2);
 * await source.read(1, into);
 * assertEquals(new TextDecoder().decode(into), "bc");
 * ```
 */
export async function readStream(
  stream: ReadableStream<Uint8Array>,
  name: string,
  maxBytes: number,
): Promise<ByteSource> {
  const blocks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(stream, name)) {
    if (size + chunk.length > maxBytes) {
      throw new LimitError(`it is a stream of more than ${maxBytes} bytes; save it to a file first`, { file: name });
    }
    append(blocks, size, chunk);
    size += chunk.length;
  }
  return createBlockSource(name, size, blocks);
}

async function* chunksOf(stream: ReadableStream<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (cause) {
    throw new SourceError(`the stream broke off: ${cause instanceof Error ? cause.message : cause}`, {
      file: name,
      cause,
    });
  } finally {
    // A stream that is left early must not go on sending; one that has ended or failed ignores this.
    await reader.cancel().catch(() => {});
  }
}

function append(blocks: Uint8Array[], size: number, chunk: Uint8Array): void {
  for (let taken = 0; taken < chunk.length;) {
    const at = (size + taken) % BLOCK_BYTES;
    if (at === 0) blocks.push(new Uint8Array(BLOCK_BYTES));
    const part = chunk.subarray(taken, taken + BLOCK_BYTES - at);
    blocks[blocks.length - 1]!.set(part, at);
    taken += part.length;
  }
}

function createBlockSource(name: string, size: number, blocks: readonly Uint8Array[]): ByteSource {
  const source: ByteSource = {
    name,
    size,
    read(offset, into) {
      checkRange(source, offset, into.length);
      for (let done = 0; done < into.length;) {
        const at = (offset + done) % BLOCK_BYTES;
        const block = blocks[Math.floor((offset + done) / BLOCK_BYTES)]!;
        const part = block.subarray(at, at + into.length - done);
        into.set(part, done);
        done += part.length;
      }
    },
    window: (offset, length, inner) => createWindow(source, offset, length, inner),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return source;
}

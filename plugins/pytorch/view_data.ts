import type { TensorData } from "../../core/model/tensor.ts";
import { elementCount } from "../../core/model/tensor.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { streamedData } from "../../core/source/streamed_data.ts";
import { stridedData } from "../../core/source/strided_data.ts";
import { isContiguous, type StridedLayout } from "../../core/source/strided_layout.ts";
import type { StorageBytes } from "./storage.ts";

/** The last deflated storage that was inflated as a whole, for the views of it that follow one another. */
export class InflatedStorage {
  #bytes: StorageBytes | undefined;
  #content: Promise<Uint8Array> | undefined;

  /** The whole content; the caller has checked the size. */
  read(bytes: StorageBytes): Promise<Uint8Array> {
    if (this.#bytes !== bytes || !this.#content) {
      this.#bytes = bytes;
      this.#content = inflateAll(bytes);
    }
    return this.#content;
  }
}

/** How a view of a storage is read. */
export interface ViewOptions {
  readonly file: string;
  readonly inflated: InflatedStorage;
  /** Largest deflated storage that is inflated as a whole, in bytes. */
  readonly mostInflated: number;
}

/**
 * The elements of a view that is known to lie in its storage; `null` if the
 * storage is deflated, too large for memory, and the view needs random access.
 */
export function viewData(bytes: StorageBytes, layout: StridedLayout, options: ViewOptions): TensorData | null {
  const { source } = bytes;
  if (source) return stridedData(source, layout);
  const length = elementCount(layout.shape) * layout.itemBytes;
  const start = length === 0 ? 0 : layout.offset * layout.itemBytes;
  const contiguous = isContiguous(layout);
  const whole = contiguous && start === 0 && length === bytes.size;
  if (whole || (contiguous && bytes.size > options.mostInflated)) {
    return streamedData(() => slice(bytes.inflate(), start, length, whole), length, options.file);
  }
  if (bytes.size > options.mostInflated) return null;
  return { blocks: (blockBytes) => inflatedBlocks(bytes, layout, options, blockBytes) };
}

async function* inflatedBlocks(
  bytes: StorageBytes,
  layout: StridedLayout,
  { inflated, file }: ViewOptions,
  blockBytes: number,
): AsyncGenerator<Uint8Array> {
  const content = createMemorySource(file, await inflated.read(bytes));
  yield* stridedData(content, layout).blocks(blockBytes);
}

async function inflateAll(bytes: StorageBytes): Promise<Uint8Array> {
  const content = new Uint8Array(bytes.size);
  let length = 0;
  for await (const piece of bytes.inflate()) {
    content.set(piece, length);
    length += piece.length;
  }
  return content;
}

/** Part of a stream. The whole is read to its end, so that its checksum is verified. */
async function* slice(
  pieces: AsyncIterable<Uint8Array>,
  start: number,
  length: number,
  whole: boolean,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const piece of pieces) {
    const from = Math.max(0, start - position), to = Math.min(piece.length, start + length - position);
    if (to > from) yield piece.subarray(from, to);
    position += piece.length;
    if (!whole && position >= start + length) return;
  }
}

import { elementCount, type TensorData } from "../../core/model/tensor.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { readStreamRange, streamRange } from "../../core/source/stream_range.ts";
import { streamedData } from "../../core/source/streamed_data.ts";
import { stridedData } from "../../core/source/strided_data.ts";
import { isContiguous, type StridedLayout } from "../../core/source/strided_layout.ts";
import type { StorageBytes } from "./storage.ts";

/** What reading takes of a storage's bytes. */
type Readable = Pick<StorageBytes, "key" | "size" | "source" | "inflate">;

/** The last deflated storage that was inflated as a whole, for the views of it that follow one another. */
export class InflatedStorage {
  #key: string | undefined;
  #content: Promise<Uint8Array> | undefined;

  /** The whole content; the caller has checked the size. */
  read(bytes: Readable): Promise<Uint8Array> {
    if (this.#key !== bytes.key || !this.#content) {
      this.#key = bytes.key;
      this.#content = readStreamRange(bytes.inflate(), { start: 0, length: bytes.size, toEnd: true });
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
export function viewData(bytes: Readable, layout: StridedLayout, options: ViewOptions): TensorData | null {
  const { source } = bytes;
  if (source) return stridedData(source, layout);
  const length = elementCount(layout.shape) * layout.itemBytes;
  const start = length === 0 ? 0 : layout.offset * layout.itemBytes;
  const contiguous = isContiguous(layout);
  const whole = contiguous && start === 0 && length === bytes.size;
  if (whole || (contiguous && bytes.size > options.mostInflated)) {
    // Of a part, what follows is not worth inflating: other views read it.
    const range = { start, length, toEnd: whole };
    return streamedData(() => streamRange(bytes.inflate(), range), length, options.file);
  }
  if (bytes.size > options.mostInflated) return null;
  return { blocks: (blockBytes) => inflatedBlocks(bytes, layout, options, blockBytes) };
}

async function* inflatedBlocks(
  bytes: Readable,
  layout: StridedLayout,
  { inflated, file }: ViewOptions,
  blockBytes: number,
): AsyncGenerator<Uint8Array> {
  const content = createMemorySource(file, await inflated.read(bytes));
  yield* stridedData(content, layout).blocks(blockBytes);
}

import type { TensorData } from "../model/tensor.ts";
import type { ByteSource, Origin } from "./byte_source.ts";

/** What counts the bytes of tensors. */
export interface ByteCounter {
  /** So many bytes of a plain tensor are asked for. */
  count(bytes: number): void;
  /** So many bytes of another tensor were made: perhaps without a read, as of much that deflates to little. */
  advance(bytes: number): void | Promise<void>;
}

/** A tensor's data whose bytes are counted on their way, as many as they are once unpacked. */
export function countData(data: TensorData, counter: ByteCounter): TensorData {
  return new CountedData(data, counter);
}

// A checkpoint has one of each for each of its tensors: two fields, no closure.
class CountedData implements TensorData {
  readonly #data: TensorData;
  readonly #counter: ByteCounter;

  constructor(data: TensorData, counter: ByteCounter) {
    this.#data = data;
    this.#counter = counter;
  }

  get plain(): ByteSource | undefined {
    return this.#data.plain && new CountedSource(this.#data.plain, this.#counter);
  }

  async *blocks(blockBytes: number): AsyncGenerator<Uint8Array> {
    for await (const block of this.#data.blocks(blockBytes)) {
      const pending = this.#counter.advance(block.length);
      if (pending) await pending;
      yield block;
    }
  }
}

class CountedSource implements ByteSource {
  readonly #base: ByteSource;
  readonly #counter: ByteCounter;

  constructor(base: ByteSource, counter: ByteCounter) {
    this.#base = base;
    this.#counter = counter;
  }

  get name(): string {
    return this.#base.name;
  }

  get size(): number {
    return this.#base.size;
  }

  get filePath(): string | undefined {
    return this.#base.filePath;
  }

  /** May be unknown until the first read. */
  get origin(): Origin | null | undefined {
    return this.#base.origin;
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    this.#counter.count(into.length);
    return this.#base.read(offset, into);
  }

  window(offset: number, length: number, name?: string): ByteSource {
    return new CountedSource(this.#base.window(offset, length, name), this.#counter);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

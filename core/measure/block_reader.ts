import type { TensorNode } from "../model/tensor.ts";

/** The bytes of a tensor in C order, a block after the other, into buffers of the caller. */
export interface BlockReader {
  /** Fills `into` with the next bytes. Every call but the last asks for `blockBytes`. */
  fill(into: Uint8Array): void | Promise<void>;
  close(): Promise<void>;
}

/** Reads a tensor's bytes: straight from where they lie if they are stored plainly, else through its stream of blocks. */
export function createBlockReader({ data }: TensorNode, blockBytes: number): BlockReader {
  const plain = data!.plain;
  if (plain) {
    let offset = 0;
    return {
      fill(into) {
        const start = offset;
        offset += into.length;
        return plain.read(start, into);
      },
      close: () => Promise.resolve(),
    };
  }
  const blocks = data!.blocks(blockBytes);
  const stream = Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
  return {
    async fill(into) {
      const { done, value } = await stream.next();
      if (done || value.length !== into.length) {
        const found = done ? "no" : value.length;
        throw new RangeError(`A tensor's data gave ${found} bytes where a block of ${into.length} was due`);
      }
      into.set(value);
    },
    async close() {
      await stream.return?.();
    },
  };
}

/** Reads of more bytes take as long as they take. */
const SMALL = 16 * 1024;
const BLOCK = 64 * 1024;
/** Reads follow one another if no more bytes lie between them. */
const NEAR = 4 * 1024;

const EMPTY = new Uint8Array(0);

/** Fills `into` with the bytes at an offset. */
export type Fill = (offset: number, into: Uint8Array) => void;

/**
 * Small reads that follow one another, served from one block: to read the
 * 100,000 small tensors of a checkpoint one by one is 100,000 calls of the
 * operating system, each of which costs more than the bytes.
 *
 * @example
 * ```ts
 * import { ReadAhead } from "./read_ahead.ts";
 * import { assertEquals } from "@std/assert";
 * const bytes = Uint8Array.from({ length: 100 }, (_, index) => index), asked: number[] = [];
 * const file = new ReadAhead(bytes.length, (offset, into) => {
 *   asked.push(into.length);
 *   into.set(bytes.subarray(offset, offset + into.length));
 * });
 * const four = new Uint8Array(4);
 * for (const offset of [0, 4, 10, 50]) file.read(offset, four);
 * assertEquals([[...four], asked], [[50, 51, 52, 53], [4, 96]]);
 * ```
 */
export class ReadAhead {
  /** Of what is read, in bytes. */
  readonly #size: number;
  readonly #fill: Fill;
  /** Bytes that were read ahead, and where they are from. */
  #block: Uint8Array = EMPTY;
  #start = 0;
  /** Where the last small read ended. */
  #end = -Infinity;

  constructor(size: number, fill: Fill) {
    this.#size = size;
    this.#fill = fill;
  }

  /** Reads bytes that are there. */
  read(offset: number, into: Uint8Array): void {
    if (into.length > SMALL) return this.#fill(offset, into);
    const follows = offset >= this.#end && offset - this.#end <= NEAR;
    this.#end = offset + into.length;
    if (!this.#has(offset)) {
      if (!follows) return this.#fill(offset, into);
      this.#load(offset);
    }
    into.set(this.#block.subarray(offset - this.#start, this.#end - this.#start));
  }

  /** Whether the block has all bytes from an offset to the end of the read. */
  #has(offset: number): boolean {
    return offset >= this.#start && this.#end <= this.#start + this.#block.length;
  }

  #load(offset: number): void {
    const length = Math.min(BLOCK, this.#size - offset);
    const block = this.#block.length === length ? this.#block : new Uint8Array(length);
    this.#block = EMPTY; // until it is filled: that may fail
    this.#fill(offset, block);
    this.#block = block;
    this.#start = offset;
  }
}

/** Numbers of a block of the store. */
const BLOCK = 8192;
/** Numbers of a row that one mask speaks of. */
const MASKED = 32;

/**
 * Rows of numbers, each of any length up to `LONGEST_ROW`, in as few bytes as
 * they take: a zero takes one bit, everything else 8 bytes.
 *
 * @example
 * ```ts
 * import { PackedRows } from "./packed_rows.ts";
 * import { assertEquals } from "@std/assert";
 * const rows = new PackedRows(), row = new Float64Array(4);
 * rows.push([0, 0.5, NaN, -0]);
 * rows.push([]);
 * assertEquals([rows.read(1, row), rows.read(0, row)], [0, 4]);
 * assertEquals([...row], [0, 0.5, NaN, -0]);
 * ```
 */
export class PackedRows {
  readonly #blocks: Float64Array[] = [];
  /** Where each row begins among the numbers of all blocks. */
  readonly #starts: number[] = [];
  #end = 0;

  get length(): number {
    return this.#starts.length;
  }

  /** Adds a row: its length, then for each `MASKED` numbers which of them are not zero, and those. */
  push(row: ArrayLike<number>, length: number = row.length): void {
    if (length > LONGEST_ROW) throw new RangeError(`Cannot pack a row of ${length} numbers, more than ${LONGEST_ROW}`);
    const block = this.#blockFor(1 + Math.ceil(length / MASKED) + length);
    let to = this.#end % BLOCK;
    this.#starts.push(this.#end);
    block[to++] = length;
    for (let first = 0; first < length; first += MASKED) {
      const last = Math.min(first + MASKED, length), mask = maskOf(row, first, last);
      block[to++] = mask;
      for (let at = first; at < last; at++) if (mask >>> (at - first) & 1) block[to++] = row[at]!;
    }
    this.#end = (this.#blocks.length - 1) * BLOCK + to;
  }

  /** Writes the row at an index to the beginning of `into`, and gives its length. */
  read(index: number, into: Float64Array): number {
    const start = this.#starts[index]!, block = this.#blocks[Math.floor(start / BLOCK)]!;
    let from = start % BLOCK, mask = 0;
    const length = block[from++]!;
    for (let at = 0; at < length; at++, mask >>>= 1) {
      if (at % MASKED === 0) mask = block[from++]! | 0;
      into[at] = mask & 1 ? block[from++]! : 0;
    }
    return length;
  }

  /** The last block if it has room for so many numbers, else a new one: no row lies in two. */
  #blockFor(numbers: number): Float64Array {
    const last = this.#blocks.at(-1), used = this.#end - (this.#blocks.length - 1) * BLOCK;
    if (last && used + numbers <= BLOCK) return last;
    const block = new Float64Array(BLOCK);
    this.#end = this.#blocks.length * BLOCK;
    this.#blocks.push(block);
    return block;
  }
}

/** Numbers of the longest row: it fits into a block with its length and its masks. */
export const LONGEST_ROW = 4096;

function maskOf(row: ArrayLike<number>, first: number, last: number): number {
  let mask = 0;
  for (let at = first; at < last; at++) if (!Object.is(row[at], 0)) mask |= 1 << (at - first);
  return mask;
}

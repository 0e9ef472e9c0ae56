/** Numbers of a block of the store. */
const BLOCK = 8192;
/** Numbers of a row that one mask speaks of. */
const MASKED = 32;

/**
 * Rows of numbers, each of any length, in as few bytes as they take: a zero
 * takes one bit, everything else 8 bytes. `null` is kept as NaN, which may not
 * be among the numbers.
 *
 * @example
 * ```ts
 * import { PackedRows } from "./packed_rows.ts";
 * import { assertEquals } from "@std/assert";
 * const rows = new PackedRows();
 * rows.push([0, 0.5, null, -0]);
 * rows.push([]);
 * assertEquals([rows.at(0), rows.at(1)], [[0, 0.5, null, -0], []]);
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
  push(row: readonly (number | null)[]): void {
    this.#starts.push(this.#end);
    this.#append(row.length);
    for (let first = 0; first < row.length; first += MASKED) {
      const last = Math.min(first + MASKED, row.length);
      this.#append(maskOf(row, first, last));
      for (let at = first; at < last; at++) if (!Object.is(row[at], 0)) this.#append(row[at] ?? NaN);
    }
  }

  /** The row at an index. */
  at(index: number): (number | null)[] {
    let from = this.#starts[index]!;
    const length = this.#get(from++), row: (number | null)[] = [];
    for (let mask = 0; row.length < length; mask >>>= 1) {
      if (row.length % MASKED === 0) mask = this.#get(from++);
      const number = mask & 1 ? this.#get(from++) : 0;
      row.push(number === number ? number : null);
    }
    return row;
  }

  #append(number: number): void {
    const at = this.#end++ % BLOCK;
    if (at === 0) this.#blocks.push(new Float64Array(BLOCK));
    this.#blocks.at(-1)![at] = number;
  }

  #get(index: number): number {
    return this.#blocks[Math.floor(index / BLOCK)]![index % BLOCK]!;
  }
}

function maskOf(row: readonly (number | null)[], first: number, last: number): number {
  let mask = 0;
  for (let at = first; at < last; at++) if (!Object.is(row[at], 0)) mask |= 1 << (at - first);
  return mask >>> 0;
}

/** Words, of 4 bytes each, of a block of the store. */
const BLOCK = 16384;
/** Numbers of a row that one pair of masks speaks of. */
const MASKED = 32;
/** Numbers of the longest row: it fits into a block with its length and its masks. */
export const LONGEST_ROW = 4096;

/**
 * Rows of numbers, each of any length up to `LONGEST_ROW`, in as few bytes as
 * they take: a zero takes two bits, what float32 holds 4 bytes, everything else 8.
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
  readonly #blocks: Block[] = [];
  /** Where each row begins among the words of all blocks. */
  readonly #starts: number[] = [];
  #end = 0;
  /** A number of 8 bytes and the words that it is kept as. */
  readonly #wide = new Float64Array(1);
  readonly #halves = new Uint32Array(this.#wide.buffer);

  get length(): number {
    return this.#starts.length;
  }

  /** Adds a row: its length, then for each `MASKED` numbers which of them are not zero, which are wide, and those. */
  push(row: ArrayLike<number>, length: number = row.length): void {
    if (length > LONGEST_ROW) throw new RangeError(`Cannot pack a row of ${length} numbers, more than ${LONGEST_ROW}`);
    const { words, singles } = this.#blockFor(1 + 2 * Math.ceil(length / MASKED) + 2 * length), halves = this.#halves;
    let to = this.#end % BLOCK;
    this.#starts.push(this.#end);
    words[to++] = length;
    for (let first = 0; first < length; first += MASKED) {
      const last = Math.min(first + MASKED, length), masks = to;
      let isSet = 0, isWide = 0;
      to += 2;
      for (let at = first, bit = 1; at < last; at++, bit <<= 1) {
        const number = row[at]!;
        if (Object.is(number, 0)) continue;
        isSet |= bit;
        if (Object.is(Math.fround(number), number)) singles[to++] = number;
        else {
          isWide |= bit;
          this.#wide[0] = number;
          words[to++] = halves[0]!;
          words[to++] = halves[1]!;
        }
      }
      words[masks] = isSet;
      words[masks + 1] = isWide;
    }
    this.#end = (this.#blocks.length - 1) * BLOCK + to;
  }

  /** Writes the row at an index to the beginning of `into`, and gives its length. */
  read(index: number, into: Float64Array): number {
    const start = this.#starts[index]!, { words, singles } = this.#blocks[Math.floor(start / BLOCK)]!;
    let from = start % BLOCK, isSet = 0, isWide = 0;
    const length = words[from++]!;
    for (let at = 0; at < length; at++, isSet >>>= 1, isWide >>>= 1) {
      if (at % MASKED === 0) {
        isSet = words[from++]!;
        isWide = words[from++]!;
      }
      if (isWide & 1) {
        this.#halves[0] = words[from++]!;
        this.#halves[1] = words[from++]!;
        into[at] = this.#wide[0]!;
      } else into[at] = isSet & 1 ? singles[from++]! : 0;
    }
    return length;
  }

  /** The last block if it has room for so many words, else a new one: no row lies in two. */
  #blockFor(words: number): Block {
    const last = this.#blocks.at(-1), used = this.#end - (this.#blocks.length - 1) * BLOCK;
    if (last && used + words <= BLOCK) return last;
    const block = createBlock();
    this.#end = this.#blocks.length * BLOCK;
    this.#blocks.push(block);
    return block;
  }
}

/** A block, and the numbers of 4 bytes in it. */
interface Block {
  readonly words: Uint32Array;
  readonly singles: Float32Array;
}

function createBlock(): Block {
  const words = new Uint32Array(BLOCK);
  return { words, singles: new Float32Array(words.buffer) };
}

import type { CodeBook } from "./code_book.ts";
import { countedValues } from "./counted_values.ts";
import type { CountedValues, Extremes, ValueCounter } from "./counting.ts";

/** Counts the codes of a large tensor. */
export class CodeCounter implements ValueCounter {
  readonly #book: CodeBook;
  /** How often each rank was seen. */
  readonly #counts: Float64Array;

  constructor(book: CodeBook) {
    this.#book = book;
    this.#counts = new Float64Array(book.values.length);
  }

  push(bytes: Uint8Array, lanes: Float64Array): void {
    const { basis, bits } = this.#book;
    if (basis === "binned") this.#pushBins(lanes);
    else if (bits === 8) { for (let i = 0; i < lanes.length; i++) this.#add(bytes[i]!); }
    else for (let i = 0; i < lanes.length; i++) this.#add(bytes[2 * i]! | bytes[2 * i + 1]! << 8);
  }

  pushTable(table: Uint32Array): void {
    const { ranks } = this.#book;
    for (let code = 0; code < ranks.length; code++) {
      const count = table[code]!;
      if (count > 0 && ranks[code]! >= 0) this.#counts[ranks[code]!]! += count;
    }
  }

  pushValues(): void {
    throw new Error("Values that are counted by their codes are not taken one by one");
  }

  finish(extremes: Extremes): CountedValues | null {
    const { basis, values, halfWidths } = this.#book, ranks = this.#occurring();
    const counts = {
      basis,
      values: pick(values, ranks),
      counts: pick(this.#counts, ranks),
      halfWidths: halfWidths && pick(halfWidths, ranks),
    };
    return countedValues(counts, extremes);
  }

  /** The ranks that were seen, ascending. */
  #occurring(): Int32Array {
    const counts = this.#counts, ranks = new Int32Array(counts.length);
    let found = 0;
    for (let rank = 0; rank < counts.length; rank++) if (counts[rank]! > 0) ranks[found++] = rank;
    return ranks.subarray(0, found);
  }

  #pushBins(lanes: Float64Array): void {
    const single = new Float32Array(lanes), codes = new Uint32Array(single.buffer);
    for (let i = 0; i < codes.length; i++) this.#add(codes[i]! >>> 16);
  }

  #add(code: number): void {
    const rank = this.#book.ranks[code]!;
    if (rank >= 0) this.#counts[rank]!++;
  }
}

function pick(from: Float64Array, ranks: Int32Array): Float64Array {
  const picked = new Float64Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) picked[i] = from[ranks[i]!]!;
  return picked;
}

import { wordsOf } from "../words.ts";
import type { CodeBook } from "./code_book.ts";
import { countedValues } from "./counted_values.ts";
import type { CountedValues, Extremes, ValueCounter } from "./counting.ts";

/** Counts the codes of a large tensor. */
export class CodeCounter implements ValueCounter {
  readonly #book: CodeBook;
  /** How often each rank was seen. */
  readonly #counts: Float64Array;
  readonly #giveBack: (counts: Float64Array) => void;

  /** `counts` holds a zero for each rank of the book; it is given back, zero again, at the end. */
  constructor(book: CodeBook, counts: Float64Array, giveBack: (counts: Float64Array) => void) {
    this.#book = book;
    this.#counts = counts;
    this.#giveBack = giveBack;
  }

  push(bytes: Uint8Array, lanes: Float64Array): void {
    const { basis, bits } = this.#book;
    if (basis === "binned") this.#pushCodes(new Uint32Array(new Float32Array(lanes).buffer), 16);
    else this.#pushCodes(bits === 8 ? bytes : wordsOf(bytes, Uint16Array), 0);
  }

  pushCounts(counts: Uint32Array): void {
    for (let i = 0; i < counts.length; i += 2) {
      const rank = this.#book.ranks[counts[i]!]!;
      if (rank >= 0) this.#counts[rank]! += counts[i + 1]!;
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
    this.#giveBack(this.#counts.fill(0));
    return countedValues(counts, extremes);
  }

  /** The ranks that were seen, ascending. */
  #occurring(): number[] {
    const counts = this.#counts, ranks: number[] = [];
    for (let rank = 0; rank < counts.length; rank++) if (counts[rank]! > 0) ranks.push(rank);
    return ranks;
  }

  /** Counts what is left of each code when so many bits are dropped. */
  #pushCodes(codes: Uint8Array | Uint16Array | Uint32Array, dropped: number): void {
    const { ranks } = this.#book, counts = this.#counts;
    for (let i = 0; i < codes.length; i++) {
      const rank = ranks[codes[i]! >>> dropped]!;
      if (rank >= 0) counts[rank]!++;
    }
  }
}

function pick(from: Float64Array, ranks: readonly number[]): Float64Array {
  const picked = new Float64Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) picked[i] = from[ranks[i]!]!;
  return picked;
}

import type { CodeBook } from "./code_book.ts";
import type { ValueCounter } from "./value_counter.ts";
import type { ValueCounts } from "./value_counts.ts";

/** Counts the codes of a large tensor. */
export class CodeCounter implements ValueCounter {
  readonly #book: CodeBook;
  /** How often each rank was seen. */
  readonly #counts: Float64Array;
  #beyond = 0;

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
      if (count === 0) continue;
      if (ranks[code]! < 0) this.#beyond += count;
      else this.#counts[ranks[code]!]! += count;
    }
  }

  pushValues(): void {
    throw new Error("Values that are counted by their codes are not taken one by one");
  }

  /** `null` if finite values were beyond float32, so that they have no bin. */
  finish(): ValueCounts | null {
    if (this.#beyond > 0) return null;
    const { basis, values, halfWidths } = this.#book, counts = this.#counts;
    const ranks: number[] = [];
    for (let rank = 0; rank < counts.length; rank++) if (counts[rank]! > 0) ranks.push(rank);
    const pick = (from: Float64Array) => Float64Array.from(ranks, (rank) => from[rank]!);
    return { basis, values: pick(values), counts: pick(counts), halfWidths: halfWidths && pick(halfWidths) };
  }

  #pushBins(lanes: Float64Array): void {
    const single = new Float32Array(lanes), codes = new Uint32Array(single.buffer);
    for (let i = 0; i < lanes.length; i++) {
      const code = codes[i]! >>> 16;
      if (this.#book.ranks[code]! < 0 && Number.isFinite(lanes[i])) this.#beyond++;
      this.#add(code);
    }
  }

  #add(code: number): void {
    const rank = this.#book.ranks[code]!;
    if (rank >= 0) this.#counts[rank]!++;
  }
}

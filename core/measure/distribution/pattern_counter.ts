import type { CodeBook } from "./code_book.ts";
import type { ValueCounts } from "./value_counts.ts";

/** Up to this many elements, codes are kept and sorted; a table of all codes would take longer to look through. */
const FEW_ELEMENTS = 8192;

/** Counts the values of one tensor, fed a chunk at a time in any order. */
export class PatternCounter {
  readonly #book: CodeBook;
  /** Ranks one by one, while there are few. */
  #ranks: Int32Array | null;
  /** How often each rank was seen. */
  #counts: Float64Array | null = null;
  #kept = 0;
  #beyond = 0;

  constructor(book: CodeBook, elements: number) {
    this.#book = book;
    this.#ranks = elements <= FEW_ELEMENTS ? new Int32Array(elements) : null;
    if (!this.#ranks) this.#counts = new Float64Array(book.values.length);
  }

  /** Adds a chunk: its bytes and the same as float64. */
  push(bytes: Uint8Array, lanes: Float64Array): void {
    if (this.#book.basis === "binned") this.#pushBins(lanes);
    else if (this.#book.bits === 8) { for (let i = 0; i < lanes.length; i++) this.#add(this.#book.ranks[bytes[i]!]!); }
    else for (let i = 0; i < lanes.length; i++) this.#add(this.#book.ranks[bytes[2 * i]! | bytes[2 * i + 1]! << 8]!);
  }

  /** Adds how often each code was seen, all of finite values. */
  pushTable(table: Uint32Array): void {
    const counts = this.#counts ??= this.#spread();
    const { ranks } = this.#book;
    for (let code = 0; code < ranks.length; code++) {
      const count = table[code]!;
      if (count === 0) continue;
      if (ranks[code]! < 0) this.#beyond += count;
      else counts[ranks[code]!]! += count;
    }
  }

  /** The counts by value in ascending order; `null` if finite values were beyond float32, so that they have no bin. */
  finish(): ValueCounts | null {
    if (this.#beyond > 0) return null;
    const { values, halfWidths, basis } = this.#book;
    return { basis, values, halfWidths, ...(this.#counts ? nonZero(this.#counts) : runLengths(this.#takeRanks())) };
  }

  #pushBins(lanes: Float64Array): void {
    const single = new Float32Array(lanes), codes = new Uint32Array(single.buffer);
    for (let i = 0; i < lanes.length; i++) {
      const rank = this.#book.ranks[codes[i]! >>> 16]!;
      if (rank < 0 && Number.isFinite(lanes[i])) this.#beyond++;
      this.#add(rank);
    }
  }

  #add(rank: number): void {
    if (rank < 0) return;
    if (this.#counts) this.#counts[rank]!++;
    else this.#ranks![this.#kept++] = rank;
  }

  #takeRanks(): Int32Array {
    return this.#ranks!.subarray(0, this.#kept).sort();
  }

  #spread(): Float64Array {
    const counts = new Float64Array(this.#book.values.length);
    for (const rank of this.#ranks!.subarray(0, this.#kept)) counts[rank]!++;
    this.#ranks = null;
    return counts;
  }
}

/** The ranks that occur and how often. */
type RankCounts = Pick<ValueCounts, "ranks" | "counts">;

function nonZero(counts: Float64Array): RankCounts {
  const ranks: number[] = [];
  for (let rank = 0; rank < counts.length; rank++) if (counts[rank]! > 0) ranks.push(rank);
  return { ranks: Int32Array.from(ranks), counts: Float64Array.from(ranks, (rank) => counts[rank]!) };
}

function runLengths(sorted: Int32Array): RankCounts {
  const ranks: number[] = [], counts: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) counts[counts.length - 1]!++;
    else {
      ranks.push(sorted[i]!);
      counts.push(1);
    }
  }
  return { ranks: Int32Array.from(ranks), counts: Float64Array.from(counts) };
}

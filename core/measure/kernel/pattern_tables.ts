import type { CodeKind } from "../distribution/code_book.ts";
import type { ChunkComparer, ChunkPlace } from "./compare_chunk.ts";
import type { Kernel } from "./kernel.ts";
import { ASIDE, PATTERNS } from "./kernel_memory.ts";

/** How often each code of 16 bits, or of 8, was seen on each side. */
export interface PatternCounts {
  readonly old: Uint32Array<ArrayBuffer>;
  readonly new: Uint32Array<ArrayBuffer>;
}

const CODES = 65536;

/** Counts bit patterns of a pair's chunks in the kernel's memory. */
export class PatternTables {
  readonly #kernel: Kernel;
  readonly #codes: CodeKind;
  #elements = 0;

  constructor(kernel: Kernel, codes: CodeKind) {
    this.#kernel = kernel;
    this.#codes = codes;
    this.#clear();
  }

  /** Whether it is time to take the counts, which have 32 bits. */
  get isFull(): boolean {
    return this.#elements >= 2 ** 31;
  }

  /** Adds a chunk that the comparer has just summed up. */
  count(comparer: ChunkComparer, place: ChunkPlace): void {
    const kernel = this.#kernel;
    this.#elements += place.count;
    if (this.#codes.basis === "exact") {
      const countCodes = this.#codes.bits === 8 ? kernel.countPatterns8 : kernel.countPatterns16;
      countCodes(place.old, place.count, PATTERNS.old);
      countCodes(place.new, place.count, PATTERNS.new);
      return;
    }
    const lanes = comparer.lanes();
    for (const side of ["old", "new"] as const) {
      if (comparer.lane === 64) kernel.narrow64(lanes[side], ASIDE, lanes.count);
      kernel.countPatterns32(comparer.lane === 64 ? ASIDE : lanes[side], lanes.count, PATTERNS[side]);
    }
  }

  /** What was counted since the last time. */
  take(): PatternCounts {
    const counts = { old: this.#sum(PATTERNS.old), new: this.#sum(PATTERNS.new) };
    this.#clear();
    return counts;
  }

  /** Both tables of a side together. */
  #sum(address: number): Uint32Array<ArrayBuffer> {
    const tables = new Uint32Array(this.#kernel.memory.buffer, address, 2 * CODES);
    const sums = tables.slice(0, 1 << this.#codes.bits);
    for (let code = 0; code < sums.length; code++) sums[code]! += tables[CODES + code]!;
    return sums;
  }

  #clear(): void {
    this.#elements = 0;
    new Uint32Array(this.#kernel.memory.buffer, PATTERNS.old, 4 * CODES).fill(0);
  }
}

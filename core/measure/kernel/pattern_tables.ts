import type { CodeKind } from "../distribution/counting.ts";
import type { Kernel } from "./kernel.ts";
import { PATTERNS } from "./kernel_memory.ts";

/** How often each code of 16 bits, or of 8, was seen on each side. */
export interface PatternCounts {
  readonly old: Uint32Array<ArrayBuffer>;
  readonly new: Uint32Array<ArrayBuffer>;
}

const CODES = 65536;

/** The counts of bit patterns in the kernel's memory. */
export class PatternTables {
  readonly codes: CodeKind;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel, codes: CodeKind) {
    this.#kernel = kernel;
    this.codes = codes;
    this.#clear();
  }

  /** What was counted since the last time. Counts have 32 bits: take them before that many elements. */
  take(): PatternCounts {
    const both = this.#sum(PATTERNS.both), counts = { old: this.#sum(PATTERNS.old), new: this.#sum(PATTERNS.new) };
    for (let code = 0; code < both.length; code++) {
      counts.old[code]! += both[code]!;
      counts.new[code]! += both[code]!;
    }
    this.#clear();
    return counts;
  }

  /** Both tables at an address together. */
  #sum(address: number): Uint32Array<ArrayBuffer> {
    const tables = new Uint32Array(this.#kernel.memory.buffer, address, 2 * CODES);
    const sums = tables.slice(0, 1 << this.codes.bits);
    for (let code = 0; code < sums.length; code++) sums[code]! += tables[CODES + code]!;
    return sums;
  }

  #clear(): void {
    new Uint32Array(this.#kernel.memory.buffer, PATTERNS.old, 6 * CODES).fill(0);
  }
}

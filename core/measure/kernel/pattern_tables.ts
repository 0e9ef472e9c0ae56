import type { CodeKind } from "../distribution/counting.ts";
import type { Kernel } from "./kernel.ts";
import { GATHERED, PATTERNS } from "./kernel_memory.ts";

/** How often codes of 16 bits, or of 8, were seen on each side: code, count, code, count ..., ascending. */
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
    const counts = { old: this.#gather(PATTERNS.old), new: this.#gather(PATTERNS.new) };
    this.#clear();
    return counts;
  }

  #gather(tables: number): Uint32Array<ArrayBuffer> {
    const pairs = this.#kernel.gatherCounts(tables, PATTERNS.both, 1 << this.codes.bits, GATHERED);
    return new Uint32Array(this.#kernel.memory.buffer, GATHERED, 2 * pairs).slice();
  }

  #clear(): void {
    new Uint32Array(this.#kernel.memory.buffer, PATTERNS.old, 3 * CODES).fill(0);
  }
}

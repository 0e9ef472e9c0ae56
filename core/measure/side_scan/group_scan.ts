import type { CodeWords, FloatCodes } from "./float_codes.ts";

/** Groups of consecutive elements by how many of them may be other than zero: 2 of 4, 1 of 4, 4 of 8. */
export interface GroupCounts {
  readonly "2:4": number;
  readonly "1:4": number;
  readonly "4:8": number;
}

/**
 * Counts the groups of consecutive elements along the last axis that keep to a
 * pattern of N:M sparsity (at least M - N zeros in M elements), as in Zhou et
 * al., arXiv 2104.08378. The last axis is a multiple of 8, or of 4, and so is
 * where a range begins.
 */
export class GroupScan {
  readonly #codes: FloatCodes;
  #half = 0;
  #quarter = 0;
  #eighths = 0;

  constructor(codes: FloatCodes) {
    this.#codes = codes;
  }

  /** Adds elements of which some are zero. */
  push(words: CodeWords, count: number): void {
    const { words: wide, size } = this.#codes;
    let before = 0;
    for (let start = 0; start + 4 <= count; start += 4) {
      let zeros = 0;
      for (let i = start; i < start + 4; i++) {
        if ((words[wide * i + wide - 1]! & size) === 0 && (wide === 1 || words[2 * i] === 0)) zeros++;
      }
      if (zeros >= 2) this.#half++;
      if (zeros >= 3) this.#quarter++;
      if (start % 8 === 4 && before + zeros >= 4) this.#eighths++;
      before = zeros;
    }
  }

  /** Adds what is known of other elements. */
  join(state: GroupCounts): void {
    this.#half += state["2:4"];
    this.#quarter += state["1:4"];
    this.#eighths += state["4:8"];
  }

  get state(): GroupCounts {
    return { "2:4": this.#half, "1:4": this.#quarter, "4:8": this.#eighths };
  }
}

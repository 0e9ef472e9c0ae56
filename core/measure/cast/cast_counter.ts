import type { PairMeasures } from "../../model/measures.ts";
import type { LanePair } from "../changed_bits.ts";
import type { ChunkSummary } from "../chunk_summary.ts";
import type { CastFormat } from "./cast_format.ts";
import { roundToNearest, truncate } from "./round_to.ts";

/** Elements that are not what a cast makes of them. */
export type CastCounts = Pick<ChunkSummary, "notNearest" | "notTruncated">;

/** What is told of a pair that may be a cast. */
type CastMeasures = Pick<PairMeasures, "cast_mismatches" | "cast_rounding">;

/** Counts the elements of new that are not old as a cast rounds it, bit for bit; NaN equals NaN. */
export class CastCounter {
  readonly #format: CastFormat;
  #notNearest = 0;
  #notTruncated = 0;

  constructor(format: CastFormat) {
    this.#format = format;
  }

  /** Adds a chunk of real numbers. */
  push({ old, new: fresh }: LanePair): void {
    for (let i = 0; i < old.length; i++) {
      const x = old[i]!, y = fresh[i]!;
      if (!this.#isNearest(x, y)) this.#notNearest++;
      if (!Object.is(truncate(x, this.#format), y)) this.#notTruncated++;
    }
  }

  /** Adds a chunk that is counted already. */
  pushSummary({ notNearest, notTruncated }: CastCounts): void {
    this.#notNearest += notNearest;
    this.#notTruncated += notTruncated;
  }

  finish(): CastMeasures {
    return this.#notTruncated < this.#notNearest
      ? { cast_mismatches: this.#notTruncated, cast_rounding: "truncation" }
      : { cast_mismatches: this.#notNearest, cast_rounding: "nearest" };
  }

  // torch casts float64 by way of float32, NumPy at once: to some numbers just beside a tie that makes a difference.
  #isNearest(x: number, y: number): boolean {
    return this.#format.overflow.some((overflow) =>
      Object.is(roundToNearest(x, this.#format, overflow), y) ||
      Object.is(roundToNearest(Math.fround(x), this.#format, overflow), y)
    );
  }
}

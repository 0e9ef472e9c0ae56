import type { MeasuredPair, TensorStats } from "../../model/measures.ts";
import { CodeBooks } from "../distribution/code_books.ts";
import type { CountedValues, Counting, ValueCounter } from "../distribution/counting.ts";
import { areCountable } from "../side_pass.ts";
import type { CountedPair, NumberPair, Skipped } from "./analysis.ts";
import type { ObservedChunk } from "./observed_chunk.ts";

/** Counts how often each value occurs on either side, pair after pair, as `--show-distribution` does. */
export class PairCounting {
  readonly #books = new CodeBooks();

  /** Who counts the values of a pair. */
  observe({ old, new: fresh }: NumberPair): PairCounter | Skipped {
    const wide = [old, fresh].find((side) => !areCountable(side));
    if (wide) return { skipped: `values of ${wide.dtype.name} are wider than what is counted` };
    return new PairCounter(this.#books.of(old, fresh), old, fresh);
  }
}

/** Counts the values of both sides of a pair. */
class PairCounter {
  readonly #old: ValueCounter;
  readonly #new: ValueCounter;

  constructor(counting: Counting, old: NumberPair["old"], fresh: NumberPair["new"]) {
    this.#old = counting.createCounter(old);
    this.#new = counting.createCounter(fresh);
  }

  push(chunk: ObservedChunk): void {
    this.#old.push(chunk.oldBytes, chunk.old);
    this.#new.push(chunk.newBytes, chunk.new);
  }

  finish({ old, new: fresh }: MeasuredPair): CountedPair | Skipped {
    const before = finished(this.#old, old), after = finished(this.#new, fresh);
    if (before && after) return { old: before.counts, new: after.counts };
    const hasNone = [old, fresh].some((side) => side === null || side.min === null);
    return {
      skipped: hasNone ? "a side has no finite value" : "values are beyond the range in which they are counted",
    };
  }
}

/** Extremes are needed to see what lies beyond the range of counting: rounding them does not matter. */
function finished(counter: ValueCounter, stats: TensorStats | null): CountedValues | null {
  const numberOf = (figure: TensorStats["min"]) => figure === null ? null : Number(figure);
  return counter.finish({ min: numberOf(stats?.min ?? null), max: numberOf(stats?.max ?? null) });
}

import { countedValues } from "./counted_values.ts";
import type { CountedValues, Extremes, ValueCounter } from "./counting.ts";

/** Beyond this size, neighbouring 64-bit integers are the same float64. */
const LARGEST_EXACT = 2 ** 53;

/** Keeps the finite values of a small tensor and sorts them. */
export class SortedValues implements ValueCounter {
  readonly #values: Float64Array;
  readonly #areIntegers: boolean;
  #count = 0;

  /** `areIntegers`: of 64 bits, of which float64 does not hold all. */
  constructor(elements: number, areIntegers: boolean) {
    this.#values = new Float64Array(elements);
    this.#areIntegers = areIntegers;
  }

  push(_bytes: Uint8Array, lanes: Float64Array): void {
    for (let i = 0; i < lanes.length; i++) if (Number.isFinite(lanes[i])) this.#values[this.#count++] = lanes[i]!;
  }

  pushValues(values: Float32Array | Float64Array): void {
    this.#values.set(values, this.#count);
    this.#count += values.length;
  }

  pushCounts(): void {
    throw new Error("Values that are counted one by one have no codes");
  }

  finish(extremes: Extremes): CountedValues | null {
    const sorted = this.#values.subarray(0, this.#count).sort();
    const largest = Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0);
    if (this.#areIntegers && largest > LARGEST_EXACT) return null;
    const values: number[] = [], counts: number[] = [];
    for (const value of sorted) {
      if (values.length > 0 && values.at(-1) === value) counts[counts.length - 1]!++;
      else {
        values.push(value + 0); // -0 + 0 is 0
        counts.push(1);
      }
    }
    return countedValues(
      { basis: "exact", values: Float64Array.from(values), counts: Float64Array.from(counts), halfWidths: null },
      extremes,
    );
  }
}

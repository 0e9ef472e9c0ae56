import type { LanePair } from "./changed_bits.ts";

/** The place of the largest difference, and both values there, lane by lane. */
export interface LargestPlace {
  /** max |d|; infinite where it is beyond float64. */
  readonly value: number;
  /** Of the first element in C order at which it is reached. */
  readonly index: number;
  readonly old: readonly number[];
  readonly new: readonly number[];
}

/** Finds the first element of the chunk at hand whose |d| is `size`, and both values there. */
export type LocateDifference = (size: number) => { readonly at: number; readonly old: number; readonly new: number };

/** Follows the largest |d| over chunks in element order. */
export class LargestDifference {
  #size = -1;
  #exponent = 0;
  #place: LargestPlace | null = null;

  /** Adds a chunk of absolute differences in units of 2^exponent; NaN is left out. `first` is its first element. */
  push(absolute: Float64Array, exponent: number, { old, new: fresh, perElement }: LanePair, first: number): void {
    let at = -1, largest = -1;
    for (let i = 0; i < absolute.length; i++) {
      if (absolute[i]! > largest) {
        largest = absolute[i]!;
        at = i;
      }
    }
    if (at < 0 || !this.#isBelow(largest, exponent)) return;
    this.#size = largest;
    this.#exponent = exponent;
    const pick = (lanes: Float64Array) => [...lanes.subarray(at * perElement, (at + 1) * perElement)];
    this.#place = { value: largest * 2 ** exponent, index: first + at, old: pick(old), new: pick(fresh) };
  }

  /** Adds a chunk whose largest |d| is known; `locate` finds its place in the chunk, which is asked for only if it counts. */
  pushSummary(size: number, first: number, locate: LocateDifference): void {
    if (!this.#isBelow(size, 0)) return;
    this.#size = size;
    this.#exponent = 0;
    const { at, old, new: fresh } = locate(size);
    this.#place = { value: size, index: first + at, old: [old], new: [fresh] };
  }

  /** `null` before any pair of finite elements. */
  get place(): LargestPlace | null {
    return this.#place;
  }

  // Sizes in the same unit compare as they are, also where both are beyond float64.
  #isBelow(size: number, exponent: number): boolean {
    if (exponent === this.#exponent) return this.#size < size;
    return this.#size * 2 ** this.#exponent < size * 2 ** exponent;
  }
}

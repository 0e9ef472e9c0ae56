import { narrowInteger } from "../../../model/scalar.ts";
import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import { laneBuffer } from "../../side_pass.ts";
import type { ObservedChunk } from "../observed_chunk.ts";
import { type UlpDistances, ulpDistances } from "./ulp_distances.ts";

/** How many representable numbers lie between old and new. */
export const ulpDistance: StreamAnalysis = {
  kind: "stream",
  id: "ulp-distance",
  title: "how many representable numbers lie between old and new",
  group: "change",
  since: "0.1.0",
  cost: "pass",
  formula: "The distance of two elements is |key(old) - key(new)|, where key is the integer that orders the bit " +
    "patterns as their numbers, +0 and -0 being one. Both sides have one floating-point type; pairs with a NaN are " +
    "left out. The largest one is exact.",
  source: "numpy.testing.assert_array_max_ulp",
  why: "A conversion or another order of summation moves values by a few units in the last place, training by many: " +
    "the distance tells one from the other, whatever the size of the values.",
  basis: "measured",
  figures: {
    max: { unit: "ULP", about: "largest distance" },
    mean: { unit: "ULP", about: "mean distance" },
    same: { unit: "elements", about: "distance 0" },
    upto_1: { unit: "elements", about: "distance 1" },
    upto_16: { unit: "elements", about: "distance 2 to 16" },
    upto_256: { unit: "elements", about: "distance 17 to 256" },
    beyond: { unit: "elements", about: "distance over 256" },
    left_out: { unit: "elements", about: "pairs with a NaN" },
  },
  rank: "max",
  observe({ old, new: fresh }) {
    if (old.dtype.kind !== "float" || fresh.dtype.kind !== "float") return null;
    const distances = ulpDistances(old.dtype);
    if (old.dtype.name !== fresh.dtype.name) return { skipped: "the types differ" };
    if (!distances) return { skipped: `patterns of ${old.dtype.name} are not in the order of numbers` };
    return new UlpCounter(distances, laneBuffer(old.shape, 1));
  },
};

/** The most that each class of distances holds. */
const CLASSES = [0, 1, 16, 256, Infinity];

class UlpCounter implements PairObserver {
  readonly #distances: UlpDistances;
  /** Those of the chunk. */
  readonly #buffer: Float64Array;
  readonly #classes = new Float64Array(CLASSES.length);
  #sum = 0;
  #leftOut = 0;
  #max: number | bigint = 0;

  constructor(distances: UlpDistances, buffer: Float64Array) {
    this.#distances = distances;
    this.#buffer = buffer;
  }

  push(chunk: ObservedChunk): void {
    const distances = this.#buffer, { oldBytes, newBytes, count } = chunk;
    this.#distances.read(oldBytes, newBytes, count, distances);
    let largest = 0, sum = 0, leftOut = 0;
    for (let i = 0; i < count; i++) {
      const distance = distances[i]!;
      if (distance !== distance) {
        leftOut++;
        continue;
      }
      let place = 0;
      while (distance > CLASSES[place]!) place++;
      this.#classes[place]!++;
      sum += distance;
      if (distance > largest) largest = distance;
    }
    this.#sum += sum;
    this.#leftOut += leftOut;
    if (largest <= Number.MAX_SAFE_INTEGER) this.#max = largest > this.#max ? largest : this.#max;
    else if (largest >= Number(this.#max)) this.#settleMax(chunk, largest);
  }

  /** Float64 does not tell the largest distances apart: those that are equal when rounded are taken in full. */
  #settleMax({ oldBytes, newBytes, count }: ObservedChunk, rounded: number): void {
    for (let i = 0; i < count; i++) {
      if (this.#buffer[i] !== rounded) continue;
      const distance = this.#distances.exactly!(oldBytes, newBytes, i);
      if (distance > this.#max) this.#max = distance;
    }
  }

  finish() {
    const [same, one, few, many, beyond] = this.#classes, pairs = this.#classes.reduce((sum, size) => sum + size);
    const counts = { same, upto_1: one, upto_16: few, upto_256: many, beyond, left_out: this.#leftOut };
    const max = narrowInteger(this.#max);
    const figures = { max, mean: this.#sum / pairs, ...counts } as Record<string, number | bigint | null>;
    if (pairs > 0) return { figures };
    const reason = "no pair of numbers";
    return { figures: { ...figures, max: null, mean: null }, unmeasured: { max: reason, mean: reason } };
  }
}

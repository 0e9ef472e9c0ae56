import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";
import { orderedCodes, type ReadOrderedCodes } from "./ordered_codes.ts";

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
    "left out.",
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
    const read = orderedCodes(old.dtype);
    if (old.dtype.name !== fresh.dtype.name) return { skipped: "the types differ" };
    return read ? new UlpCounter(read) : { skipped: `patterns of ${old.dtype.name} are not in the order of numbers` };
  },
};

/** The most that each class of distances holds. */
const CLASSES = [0, 1, 16, 256, Infinity];

class UlpCounter implements PairObserver {
  readonly #read: ReadOrderedCodes;
  readonly #classes = new Float64Array(CLASSES.length);
  #sum = 0;
  #pairs = 0;
  #leftOut = 0;
  #max = 0;

  constructor(read: ReadOrderedCodes) {
    this.#read = read;
  }

  push({ oldBytes, newBytes, count }: ObservedChunk): void {
    const old = this.#read(oldBytes), fresh = this.#read(newBytes);
    for (let i = 0; i < count; i++) {
      const distance = Math.abs(old(i) - fresh(i));
      if (Number.isNaN(distance)) {
        this.#leftOut++;
        continue;
      }
      let place = 0;
      while (distance > CLASSES[place]!) place++;
      this.#classes[place]!++;
      this.#sum += distance;
      this.#pairs++;
      if (distance > this.#max) this.#max = distance;
    }
  }

  finish() {
    const [same, one, few, many, beyond] = this.#classes;
    const counts = { same, upto_1: one, upto_16: few, upto_256: many, beyond, left_out: this.#leftOut };
    const figures = { max: this.#max, mean: this.#sum / this.#pairs, ...counts } as Record<string, number | null>;
    if (this.#pairs > 0) return { figures };
    const reason = "no pair of numbers";
    return { figures: { ...figures, max: null, mean: null }, unmeasured: { max: reason, mean: reason } };
  }
}

import type { Figure, TensorStats } from "../model/measures.ts";
import type { SideSummary } from "./chunk_summary.ts";
import { MomentsAccumulator } from "./moments_accumulator.ts";

/**
 * Statistics of one tensor, fed a chunk of lanes at a time in element order.
 * Since chunks are fixed, the block size that the bytes were read in changes no
 * bit of the result.
 */
export class StatsAccumulator {
  readonly #perElement: 1 | 2;
  readonly #smallestNormal: number | null;
  readonly #moments = new MomentsAccumulator();
  #elements = 0;
  #zeros = 0;
  #negativeZeros = 0;
  #subnormals = 0;
  #nan = 0;
  #posInf = 0;
  #negInf = 0;
  #firstSpecial: number | null = null;
  #min = Infinity;
  #max = -Infinity;

  /** Numbers that are not zero and smaller than `smallestNormal` are subnormal; `null`: it is not known which are. */
  constructor(perElement: 1 | 2, smallestNormal: number | null) {
    this.#perElement = perElement;
    this.#smallestNormal = smallestNormal;
  }

  /** Adds a chunk of lanes. */
  push(lanes: Float64Array): void {
    if (this.#perElement === 2) return this.#pushComplex(lanes);
    const first = this.#elements, smallestNormal = this.#smallestNormal ?? 0;
    this.#elements += lanes.length;
    let finite = 0, smallest = Infinity, largest = -Infinity;
    for (let i = 0; i < lanes.length; i++) {
      const x = lanes[i]!;
      if (x - x !== 0) this.#countSpecial(x, first + i);
      else {
        finite++;
        if (Math.abs(x) < smallestNormal || x === 0) this.#countSmall(x);
        if (x < smallest) smallest = x;
        if (x > largest) largest = x;
      }
    }
    if (finite === 0) return;
    this.#min = Math.min(this.#min, smallest);
    this.#max = Math.max(this.#max, largest);
    this.#moments.push(lanes, Math.max(Math.abs(smallest), Math.abs(largest)), { finite, exponent: 0 });
  }

  /** Adds a chunk that is summed up already; all its numbers are finite, and it has at least one. */
  pushSummary({ count, zeros, negativeZeros, subnormals, min, max, sum, centredSquares }: SideSummary): void {
    this.#elements += count;
    this.#zeros += zeros;
    this.#negativeZeros += negativeZeros;
    this.#subnormals += subnormals;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
    this.#moments.pushSummary(count, sum, centredSquares);
  }

  /** The index of the first element that is not finite, in the order in which they came; `null` for none. */
  get firstSpecial(): number | null {
    return this.#firstSpecial;
  }

  /** The smallest finite number, or `null`. */
  get min(): number | null {
    return this.#moments.count === 0 ? null : this.#min;
  }
  /** The largest finite number, or `null`. */
  get max(): number | null {
    return this.#moments.count === 0 ? null : this.#max;
  }

  /** The result. `extremes` replaces min and max where lanes are too narrow for them (64-bit integers). */
  finish(extremes?: { readonly min: Figure | null; readonly max: Figure | null }): TensorStats {
    // What rounding leaves of the spread of equal numbers is not theirs.
    const isConstant = this.#min === this.#max;
    return {
      elements: this.#elements,
      mean: isConstant ? this.#min : this.#moments.mean,
      std: isConstant ? 0 : this.#moments.std,
      min: extremes ? extremes.min : this.min,
      max: extremes ? extremes.max : this.max,
      zeros: this.#zeros,
      negative_zeros: this.#negativeZeros,
      subnormals: this.#smallestNormal === null ? null : this.#subnormals,
      nan: this.#nan,
      pos_inf: this.#posInf,
      neg_inf: this.#negInf,
    };
  }

  #countSmall(x: number): void {
    if (x !== 0) this.#subnormals++;
    else {
      this.#zeros++;
      if (Object.is(x, -0)) this.#negativeZeros++;
    }
  }

  #countSpecial(x: number, index: number): void {
    this.#firstSpecial ??= index;
    if (x !== x) this.#nan++;
    else if (x > 0) this.#posInf++;
    else this.#negInf++;
  }

  // Complex numbers have no order and no signed infinity: zeros, subnormals and NaN are counted, the rest stays undefined.
  #pushComplex(lanes: Float64Array): void {
    const first = this.#elements;
    this.#elements += lanes.length / 2;
    for (let i = 0; i < lanes.length; i += 2) {
      const re = lanes[i]!, im = lanes[i + 1]!;
      if (re === 0 && im === 0) {
        this.#zeros++;
        if (Object.is(re, -0) || Object.is(im, -0)) this.#negativeZeros++;
      } else if (re !== re || im !== im) {
        this.#firstSpecial ??= first + i / 2;
        this.#nan++;
      } else if (this.#isSubnormal(re) || this.#isSubnormal(im)) this.#subnormals++;
    }
  }

  #isSubnormal(x: number): boolean {
    return x !== 0 && Math.abs(x) < (this.#smallestNormal ?? 0);
  }
}

import type { Figure, TensorStats } from "../model/measures.ts";
import type { SideSummary } from "./chunk_summary.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { mergeMoments, type Moments, momentsOf, NO_MOMENTS } from "./moments.ts";
import { scaleExponent } from "./scaled_sum.ts";

/**
 * Statistics of one tensor, fed a chunk of lanes at a time in element order.
 * Since chunks are fixed, the block size that the bytes were read in changes no
 * bit of the result.
 */
export class StatsAccumulator {
  readonly #perElement: 1 | 2;
  readonly #total = new CompensatedSum();
  #moments: Moments = NO_MOMENTS;
  #elements = 0;
  #zeros = 0;
  #nan = 0;
  #posInf = 0;
  #negInf = 0;
  #min = Infinity;
  #max = -Infinity;

  constructor(perElement: 1 | 2) {
    this.#perElement = perElement;
  }

  /** Adds a chunk of lanes. */
  push(lanes: Float64Array): void {
    if (this.#perElement === 2) return this.#pushComplex(lanes);
    this.#elements += lanes.length;
    let finite = 0, smallest = Infinity, largest = -Infinity;
    for (let i = 0; i < lanes.length; i++) {
      const x = lanes[i]!;
      if (x - x !== 0) this.#countSpecial(x);
      else {
        finite++;
        if (x === 0) this.#zeros++;
        if (x < smallest) smallest = x;
        if (x > largest) largest = x;
      }
    }
    if (finite === 0) return;
    this.#min = Math.min(this.#min, smallest);
    this.#max = Math.max(this.#max, largest);
    const exponent = scaleExponent(Math.max(Math.abs(smallest), Math.abs(largest)));
    const sum = new CompensatedSum();
    sum.push(lanes, exponent);
    this.#total.add(sum);
    this.#moments = mergeMoments(this.#moments, momentsOf(lanes, finite, sum.over(finite, exponent), exponent));
  }

  /** Adds a chunk that is summed up already; all its numbers are finite, and it has at least one. */
  pushSummary({ count, zeros, min, max, sum, centredSquares }: SideSummary): void {
    this.#elements += count;
    this.#zeros += zeros;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
    this.#total.addNumber(sum);
    this.#moments = mergeMoments(this.#moments, { count, mean: sum / count, squares: centredSquares, exponent: 0 });
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
    const { count, squares, exponent } = this.#moments;
    return {
      elements: this.#elements,
      mean: count === 0 ? null : this.#total.over(count, exponent) * 2 ** exponent,
      std: count === 0 ? null : Math.sqrt(squares / count) * 2 ** exponent,
      min: extremes ? extremes.min : this.min,
      max: extremes ? extremes.max : this.max,
      zeros: this.#zeros,
      nan: this.#nan,
      pos_inf: this.#posInf,
      neg_inf: this.#negInf,
    };
  }

  #countSpecial(x: number): void {
    if (x !== x) this.#nan++;
    else if (x > 0) this.#posInf++;
    else this.#negInf++;
  }

  // Complex numbers have no order and no signed infinity: zeros and NaN are counted, the rest stays undefined.
  #pushComplex(lanes: Float64Array): void {
    this.#elements += lanes.length / 2;
    for (let i = 0; i < lanes.length; i += 2) {
      const re = lanes[i]!, im = lanes[i + 1]!;
      if (re === 0 && im === 0) this.#zeros++;
      else if (re !== re || im !== im) this.#nan++;
    }
  }
}

import type { Figure, TensorStats } from "../model/measures.ts";
import { scaleExponent } from "./scaled_sum.ts";

/**
 * Statistics of one tensor, fed a chunk of lanes at a time in element order.
 * Within a chunk: mean, then squares about it; across chunks: the merge of
 * Chan, Golub, LeVeque 1979. Since chunks are fixed, the block size that the
 * bytes were read in changes no bit of the result.
 */
export class StatsAccumulator {
  readonly #perElement: 1 | 2;
  #elements = 0;
  #zeros = 0;
  #nan = 0;
  #posInf = 0;
  #negInf = 0;
  #min = Infinity;
  #max = -Infinity;
  #moments: Moments = { count: 0, mean: 0, squares: 0, exponent: 0 };

  constructor(perElement: 1 | 2) {
    this.#perElement = perElement;
  }

  /** Adds a chunk of lanes. */
  push(lanes: Float64Array): void {
    if (this.#perElement === 2) return this.#pushComplex(lanes);
    this.#elements += lanes.length;
    let sum = 0, finite = 0, smallest = Infinity, largest = -Infinity;
    for (let i = 0; i < lanes.length; i++) {
      const x = lanes[i]!;
      if (x - x !== 0) this.#countSpecial(x);
      else {
        finite++;
        sum += x;
        if (x === 0) this.#zeros++;
        if (x < smallest) smallest = x;
        if (x > largest) largest = x;
      }
    }
    if (finite === 0) return;
    this.#min = Math.min(this.#min, smallest);
    this.#max = Math.max(this.#max, largest);
    const exponent = scaleExponent(Math.max(Math.abs(smallest), Math.abs(largest)));
    this.#moments = mergeMoments(this.#moments, chunkMoments(lanes, finite, sum, exponent));
  }

  /** The result. `extremes` replaces min and max where lanes are too narrow for them (64-bit integers). */
  finish(extremes?: { readonly min: Figure | null; readonly max: Figure | null }): TensorStats {
    const { count, mean, squares, exponent } = this.#moments;
    return {
      elements: this.#elements,
      mean: count === 0 ? null : mean * 2 ** exponent,
      std: count === 0 ? null : Math.sqrt(squares / count) * 2 ** exponent,
      min: extremes ? extremes.min : count === 0 ? null : this.#min,
      max: extremes ? extremes.max : count === 0 ? null : this.#max,
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

/** Mean and sum of squares about it, in units of 2^exponent and 4^exponent. */
interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly exponent: number;
}

function chunkMoments(lanes: Float64Array, count: number, sum: number, exponent: number): Moments {
  const scale = 2 ** -exponent;
  let scaledSum = sum;
  if (exponent !== 0) {
    scaledSum = 0;
    for (let i = 0; i < lanes.length; i++) if (lanes[i]! - lanes[i]! === 0) scaledSum += lanes[i]! * scale;
  }
  const mean = scaledSum / count;
  let squares = 0;
  for (let i = 0; i < lanes.length; i++) {
    const x = lanes[i]!;
    if (x - x === 0) squares += (x * scale - mean) ** 2;
  }
  return { count, mean, squares, exponent };
}

function mergeMoments(left: Moments, right: Moments): Moments {
  if (left.count === 0) return right;
  const exponent = Math.max(left.exponent, right.exponent);
  const a = rescale(left, exponent), b = rescale(right, exponent);
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + delta * (b.count / count),
    squares: a.squares + b.squares + delta * delta * (a.count * b.count / count),
    exponent,
  };
}

function rescale(moments: Moments, exponent: number): Moments {
  const factor = 2 ** (moments.exponent - exponent);
  return { ...moments, mean: moments.mean * factor, squares: moments.squares * factor * factor, exponent };
}

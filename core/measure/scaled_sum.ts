import { decimalLogarithm } from "./decimal_logarithm.ts";

/**
 * A sum of squares, products or sizes that neither overflows nor vanishes: its
 * value is `mantissa * 2^exponent`. Terms are scaled by their chunk's own power
 * of two before they are squared (Blue 1978, "A portable Fortran program to
 * find the Euclidean norm of a vector", with one exponent a chunk instead of
 * three fixed ranges).
 */
export class ScaledSum {
  #mantissa = 0;
  #exponent = 0;

  /** Adds `mantissa * 2^exponent`. */
  add(mantissa: number, exponent: number): void {
    if (mantissa === 0) return;
    if (this.#mantissa === 0) this.#exponent = exponent;
    else if (exponent > this.#exponent) {
      this.#mantissa *= 2 ** (this.#exponent - exponent);
      this.#exponent = exponent;
    }
    this.#mantissa += exponent === this.#exponent ? mantissa : mantissa * 2 ** (exponent - this.#exponent);
  }

  /** Whether nothing but zeros was added. */
  get isZero(): boolean {
    return this.#mantissa === 0;
  }

  /** The sum divided by `count`. */
  over(count: number): number {
    return timesPower(this.#mantissa / count, this.#exponent);
  }

  /** The square root of the sum divided by `count`. */
  root(count = 1): number {
    const odd = this.#exponent & 1; // -3 & 1 is 1: rounds down to an even exponent
    return timesPower(Math.sqrt(this.#mantissa * 2 ** odd / count), (this.#exponent - odd) / 2);
  }

  /** The square root of this sum over another's: a ratio of norms. */
  rootRatio(divisor: ScaledSum): number {
    const exponent = this.#exponent - divisor.#exponent;
    const odd = exponent & 1;
    const ratio = Math.sqrt(this.#mantissa * 2 ** odd) / Math.sqrt(divisor.#mantissa);
    return timesPower(ratio, (exponent - odd) / 2);
  }

  /** This sum divided by the geometric mean of two others: a cosine, if they are <a,b>, <a,a> and <b,b>. */
  overRoots(first: ScaledSum, second: ScaledSum): number {
    const mantissa = this.#mantissa / (Math.sqrt(first.#mantissa) * Math.sqrt(second.#mantissa));
    return timesPower(mantissa, this.#exponent - (first.#exponent + second.#exponent) / 2);
  }

  /** 20 log10 of this sum's root over another's, in decibels, with full range. */
  decibelsOver(divisor: ScaledSum): number {
    const mantissas = decimalLogarithm(Math.sqrt(this.#mantissa) / Math.sqrt(divisor.#mantissa));
    return 20 * mantissas + 10 * (this.#exponent - divisor.#exponent) * decimalLogarithm(2);
  }
}

/** value * 2^exponent in two steps, so that a power that is out of range alone does no harm. */
export function timesPower(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

/**
 * The power of two by which values up to `largest` (finite) are divided before
 * they are squared: 0 for largest values from 2^-400 to 2^400, so that common
 * data is summed as it is.
 *
 * @example
 * ```ts
 * import { scaleExponent } from "./scaled_sum.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([1e100, 1e300, 5e-324].map(scaleExponent), [0, 996, -1022]);
 * ```
 */
export function scaleExponent(largest: number): number {
  if (largest === 0 || (largest < 2 ** 400 && largest > 2 ** -400)) return 0;
  return Math.min(MOST_EXPONENT, Math.max(LEAST_EXPONENT, Math.floor(Math.log2(largest))));
}

/** Powers of two and their inverses exist up to here; subnormal numbers are scaled by the inverse of the least one. */
const LEAST_EXPONENT = -1022;
const MOST_EXPONENT = 1023;

/**
 * A sum of squares or products that neither overflows nor vanishes: its value
 * is `mantissa * 2^exponent`. Terms are scaled by their chunk's own power of
 * two before they are squared (Blue 1978, "A portable Fortran program to find
 * the Euclidean norm of a vector", with one exponent a chunk instead of three
 * fixed ranges).
 */
export class ScaledSum {
  #mantissa = 0;
  #exponent = 0;

  /** Adds `mantissa * 2^exponent`. */
  add(mantissa: number, exponent: number): void {
    if (mantissa === 0) return;
    if (this.#mantissa === 0 || exponent > this.#exponent) {
      this.#mantissa *= 2 ** (this.#exponent - exponent);
      this.#exponent = exponent;
    }
    this.#mantissa += mantissa * 2 ** (exponent - this.#exponent);
  }

  /** Whether nothing but zeros was added. */
  get isZero(): boolean {
    return this.#mantissa === 0;
  }

  /** The square root of the sum divided by `count`. */
  root(count = 1): number {
    const odd = this.#exponent & 1; // -3 & 1 is 1: rounds down to an even exponent
    return Math.sqrt(this.#mantissa * 2 ** odd / count) * 2 ** ((this.#exponent - odd) / 2);
  }

  /** The square root of this sum over another's: a ratio of norms. */
  rootRatio(divisor: ScaledSum): number {
    const exponent = this.#exponent - divisor.#exponent;
    const odd = exponent & 1;
    return Math.sqrt(this.#mantissa / divisor.#mantissa * 2 ** odd) * 2 ** ((exponent - odd) / 2);
  }

  /** This sum divided by the geometric mean of two others: a cosine, if they are <a,b>, <a,a> and <b,b>. */
  overRoots(first: ScaledSum, second: ScaledSum): number {
    const mantissa = this.#mantissa / Math.sqrt(first.#mantissa) / Math.sqrt(second.#mantissa);
    return mantissa * 2 ** (this.#exponent - (first.#exponent + second.#exponent) / 2);
  }

  /** 20 log10 of this sum's root over another's, in decibels, with full range. */
  decibelsOver(divisor: ScaledSum): number {
    return 10 *
      (Math.log10(this.#mantissa / divisor.#mantissa) + (this.#exponent - divisor.#exponent) * Math.LOG10E * Math.LN2);
  }
}

/**
 * The power of two by which values up to `largest` are divided before they are
 * squared: 0 while squares of everything down to 2^-400 of it stay normal
 * numbers, so that common data is summed as it is.
 */
export function scaleExponent(largest: number): number {
  if (largest === 0 || (largest < 2 ** 400 && largest > 2 ** -400)) return 0;
  return Math.floor(Math.log2(largest));
}

/**
 * A running sum that keeps what rounding takes from it (TwoSum of Knuth, summed
 * up as in Kahan and Babuska), in units of a power of two, so that neither
 * cancellation nor the range of float64 spoils a mean.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;
  #exponent = 0;

  /** Adds the finite ones among numbers in units of 2^unit, each divided by 2^exponent. */
  push(numbers: Float64Array, exponent: number, unit = 0): void {
    const scale = 2 ** -exponent;
    let sum = 0, lost = 0;
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i]! * scale;
      if (x - x !== 0) continue;
      const next = sum + x;
      const part = next - sum;
      lost += (sum - (next - part)) + (x - part);
      sum = next;
    }
    this.#merge(sum, lost, exponent + unit);
  }

  /** Adds one number, in units of one. */
  addNumber(number: number): void {
    this.#merge(number, 0, 0);
  }

  /** Adds another sum. */
  add(other: CompensatedSum): void {
    this.#merge(other.#sum, other.#lost, other.#exponent);
  }

  /** The sum divided by `count`, in units of 2^exponent. */
  over(count: number, exponent: number): number {
    const scale = 2 ** (this.#exponent - exponent);
    return (this.#sum * scale + this.#lost * scale) / count;
  }

  #merge(sum: number, lost: number, exponent: number): void {
    if (sum === 0 && lost === 0) return;
    const common = this.#sum === 0 && this.#lost === 0 ? exponent : Math.max(exponent, this.#exponent);
    const own = 2 ** (this.#exponent - common), other = 2 ** (exponent - common);
    const left = this.#sum === 0 ? 0 : this.#sum * own, right = sum * other;
    const total = left + right;
    const part = total - left;
    const rounded = (left - (total - part)) + (right - part);
    this.#lost = (this.#lost === 0 ? 0 : this.#lost * own) + lost * other + rounded;
    this.#sum = total;
    this.#exponent = common;
  }
}

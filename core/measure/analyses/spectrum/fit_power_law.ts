/** A power law fitted to the upper end of values: density ~ x^-alpha for x >= xmin. */
export interface PowerLaw {
  readonly alpha: number;
  readonly xmin: number;
  /** Values from xmin on. */
  readonly tail: number;
  /** The Kolmogorov-Smirnov distance between the tail and the law. */
  readonly ks: number;
}

/**
 * Fits a power law by maximum likelihood, alpha = 1 + n / sum ln(x / xmin), at
 * the xmin with the smallest Kolmogorov-Smirnov distance (Clauset, Shalizi and
 * Newman 2009), which is taken over the tail's values as weightwatcher does:
 * max |F(x_i) - i / n|, i from 0. Needs positive values, smallest first; `null`
 * where fewer than two differ.
 *
 * @example
 * ```ts
 * import { fitPowerLaw } from "./fit_power_law.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const law = Float64Array.from({ length: 1000 }, (_, i) => (1 - i / 1000) ** (-1 / 2)); // density ~ x^-3
 * assertAlmostEquals(fitPowerLaw(law)!.alpha, 3, 0.01);
 * ```
 */
export function fitPowerLaw(values: Float64Array): PowerLaw | null {
  const logarithms = values.map(Math.log), { length } = values;
  let sum = 0, best: PowerLaw | null = null;
  for (let first = length - 1; first >= 0; first--) {
    sum += logarithms[first]!;
    const tail = length - first, excess = sum - tail * logarithms[first]!;
    if (tail < 2 || !(excess > 0)) continue;
    const alpha = 1 + tail / excess, ks = largestDeviation(logarithms, first, alpha);
    if (!best || ks <= best.ks) best = { alpha, xmin: values[first]!, tail, ks };
  }
  return best;
}

function largestDeviation(logarithms: Float64Array, first: number, alpha: number): number {
  const { length } = logarithms, start = logarithms[first]!;
  let largest = 0;
  for (let i = first; i < length; i++) {
    const share = 1 - Math.exp((1 - alpha) * (logarithms[i]! - start));
    largest = Math.max(largest, Math.abs(share - (i - first) / (length - first)));
  }
  return largest;
}

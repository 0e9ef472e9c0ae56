import { type Distribution, type QuantileName, QUANTILES } from "../../model/measures.ts";
import { totalOf, type ValueCounts } from "./value_counts.ts";

/** Half a bin of float32 values with the same upper 16 bits, as a share of their size. */
const HALF_BIN = 2 ** -8;

/**
 * Quantiles and distinct values. `extremes` are the smallest and the largest
 * value: a bin's middle may lie beyond them. There is at least one value.
 */
export function describeDistribution(
  counts: ValueCounts,
  extremes: { readonly min: number; readonly max: number },
): Distribution {
  const total = totalOf(counts);
  const isExact = counts.basis === "exact";
  const quantiles = quantilesOf(counts, total);
  const within = (value: number) => Math.min(extremes.max, Math.max(extremes.min, value));
  return {
    basis: counts.basis,
    distinct: isExact ? counts.values.length : null,
    quantiles: isExact ? quantiles : mapValues(quantiles, within),
    quantile_error: isExact ? 0 : HALF_BIN,
  };
}

type Quantiles = Record<QuantileName, number>;

function quantilesOf({ values, counts }: ValueCounts, total: number): Quantiles {
  const quantiles = { ...QUANTILES } as Quantiles;
  let at = 0, below = counts[0]!;
  for (const [name, share] of Object.entries(QUANTILES)) {
    // The i-th smallest value of n, where i is the smallest whole number not below share * n.
    while (at < values.length - 1 && below < share * total) below += counts[++at]!;
    quantiles[name as QuantileName] = values[at]!;
  }
  return quantiles;
}

/** The smallest value that at least a share of the values does not exceed, or the middle of its bin. There is at least one. */
export function quantileAt(counts: ValueCounts, share: number): number {
  const due = share * totalOf(counts);
  let at = 0, below = counts.counts[0]!;
  while (at < counts.values.length - 1 && below < due) below += counts.counts[++at]!;
  return counts.values[at]!;
}

function mapValues(quantiles: Quantiles, change: (value: number) => number): Quantiles {
  return Object.fromEntries(Object.entries(quantiles).map(([name, value]) => [name, change(value)])) as Quantiles;
}

import { totalOf, type ValueCounts } from "../../distribution/value_counts.ts";

/**
 * The upper ends of bins that hold about equal shares of values: the quantiles
 * 1/bins, 2/bins ... (NumPy's `inverted_cdf`), each once. The last bin has no
 * end, so that nothing lies outside; where values are few, bins are fewer.
 *
 * @example
 * ```ts
 * import { quantileEdges } from "./quantile_bins.ts";
 * import { assertEquals } from "@std/assert";
 * const counts = { values: Float64Array.of(0, 1, 5), counts: Float64Array.of(4, 2, 2) };
 * assertEquals([...quantileEdges(counts, 4)], [0, 1]);
 * ```
 */
export function quantileEdges({ values, counts }: Counts, bins: number): Float64Array {
  const total = totalOf({ counts }), edges: number[] = [];
  let at = 0, below = counts[0]!;
  for (let bin = 1; bin < bins; bin++) {
    while (below * bins < bin * total) below += counts[++at]!;
    if (at < values.length - 1 && edges.at(-1) !== values[at]) edges.push(values[at]!);
  }
  return Float64Array.from(edges);
}

/**
 * Which share of values lies in each bin, that of its upper end and of what is
 * below; the last one has all beyond.
 */
export function binShares({ values, counts }: Counts, edges: Float64Array): Float64Array {
  const shares = new Float64Array(edges.length + 1);
  for (let i = 0, bin = 0; i < values.length; i++) {
    while (bin < edges.length && values[i]! > edges[bin]!) bin++;
    shares[bin]! += counts[i]!;
  }
  const total = totalOf({ counts });
  return shares.map((count) => count / total);
}

/** The values of both sides with how often each occurs in either. */
export function pooledCounts(old: Counts, fresh: Counts): Counts {
  const values: number[] = [], counts: number[] = [];
  for (let i = 0, j = 0; i < old.values.length || j < fresh.values.length;) {
    const a = old.values[i] ?? Infinity, b = fresh.values[j] ?? Infinity, value = Math.min(a, b);
    values.push(value);
    counts.push((a === value ? old.counts[i++]! : 0) + (b === value ? fresh.counts[j++]! : 0));
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

type Counts = Pick<ValueCounts, "values" | "counts">;

import type { ComparedLayer, NotCompared, SqnrSummary } from "../model/quantization_report.ts";

/** A layer that was not compared. */
export interface LoneLayer {
  readonly quantized: "old" | "new";
  readonly name: string;
  readonly reason: string;
}

/**
 * The least and the median ratio of compared layers; `null` of none.
 *
 * @example
 * ```ts
 * import { summarizeSqnr } from "./summarize_layers.ts";
 * import { assertEquals } from "@std/assert";
 * const layers = [30, 20, null, 40, 24].map((sqnr_db) => ({ sqnr_db }));
 * assertEquals(summarizeSqnr(layers), { layers: 4, min_db: 20, median_db: 27 });
 * ```
 */
export function summarizeSqnr(layers: readonly Pick<ComparedLayer, "sqnr_db">[]): SqnrSummary | null {
  const ratios = Float64Array.from(layers.flatMap(({ sqnr_db }) => sqnr_db ?? [])).sort();
  if (ratios.length === 0) return null;
  const middle = ratios.length >> 1;
  const median = ratios.length % 2 === 1 ? ratios[middle]! : (ratios[middle - 1]! + ratios[middle]!) / 2;
  return { layers: ratios.length, min_db: ratios[0]!, median_db: median };
}

/** Layers from the lowest ratio up, those without one first: they lost everything, or nothing finite is left. */
export function worstFirst(layers: readonly ComparedLayer[]): ComparedLayer[] {
  const rank = ({ sqnr_db }: ComparedLayer) => sqnr_db ?? -Infinity;
  return layers.toSorted((a, b) => rank(a) === rank(b) ? 0 : rank(a) - rank(b));
}

/** Layers that were not compared, counted by side and reason. */
export function countReasons(layers: readonly LoneLayer[]): NotCompared[] {
  const counts = new Map<string, NotCompared>();
  for (const { quantized, name, reason } of layers) {
    const key = `${quantized} ${reason}`, known = counts.get(key);
    counts.set(key, { quantized, reason, layers: (known?.layers ?? 0) + 1, example: known?.example ?? name });
  }
  return [...counts.values()];
}

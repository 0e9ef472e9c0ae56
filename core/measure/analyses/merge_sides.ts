import type { Figure } from "../../model/measures.ts";
import type { Outcome } from "./analysis.ts";

/** Figures of one side; or why one is undefined. */
export type SideFigures = Readonly<Record<string, Figure | { readonly reason: string }>>;

/**
 * The figures of old and of new as `old_NAME` and `new_NAME`, with the reasons of those that are undefined.
 *
 * @example
 * ```ts
 * import { mergeSides } from "./merge_sides.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(mergeSides({ share: 0.5 }, { share: { reason: "no value" } }), {
 *   figures: { old_share: 0.5, new_share: null },
 *   unmeasured: { new_share: "no value" },
 * });
 * ```
 */
export function mergeSides(old: SideFigures, fresh: SideFigures): Outcome {
  const figures: Record<string, Figure | null> = {}, unmeasured: Record<string, string> = {};
  for (const name of Object.keys(old)) {
    for (const [key, figure] of [[`old_${name}`, old[name]!], [`new_${name}`, fresh[name]!]] as const) {
      figures[key] = typeof figure === "object" ? null : figure;
      if (typeof figure === "object") unmeasured[key] = figure.reason;
    }
  }
  return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
}

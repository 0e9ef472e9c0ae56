import type { LevelUse } from "../../model/quantization_report.ts";
import { decimalLogarithm } from "../decimal_logarithm.ts";
import type { CodeCounts } from "./count_codes.ts";

/**
 * How codes are used; `null` without elements.
 *
 * @example
 * ```ts
 * import { levelUse } from "./level_use.ts";
 * import { assertEquals } from "@std/assert";
 * const use = levelUse({ counts: Float64Array.of(2, 0, 1, 1), atLowest: 2, atHighest: 1 });
 * assertEquals(use, { levels: 4, used: 3, entropy_bits: 1.5, at_lowest: 0.5, at_highest: 0.25 });
 * ```
 */
export function levelUse({ counts, atLowest, atHighest }: CodeCounts): LevelUse | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return {
    levels: counts.length,
    used: counts.reduce((used, count) => used + (count > 0 ? 1 : 0), 0),
    entropy_bits: entropy(counts, total),
    at_lowest: atLowest / total,
    at_highest: atHighest / total,
  };
}

/** In bits; to the last bit the same on every engine. */
function entropy(counts: Float64Array, total: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= count / total * decimalLogarithm(count / total);
  return sum / decimalLogarithm(2) + 0; // -0 + 0 is 0
}

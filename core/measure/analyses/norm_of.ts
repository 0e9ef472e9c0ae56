import type { TensorFacts } from "../../model/report.ts";

/**
 * The Euclidean norm of a tensor's finite values by what was measured of them: sqrt(n (mean^2 + std^2)); `null` where
 * no value is finite, or nothing was measured.
 *
 * @example
 * ```ts
 * import { normOf } from "./norm_of.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(normOf({ dtype: "float32", shape: [4], elements: 4, mean: 3, std: 4 }), 10);
 * assertEquals(normOf({ dtype: "float32", shape: [2], elements: 2 }), null);
 * ```
 */
export function normOf({ elements, mean, std, nan = 0, pos_inf = 0, neg_inf = 0 }: TensorFacts): number | null {
  if (mean === undefined || mean === null || std === undefined || std === null) return null;
  return Math.sqrt(elements - nan - pos_inf - neg_inf) * Math.hypot(mean, std);
}

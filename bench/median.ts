/**
 * The middle of some numbers; of an even count, the mean of the two in the middle.
 *
 * @example
 * ```ts
 * import { median } from "./median.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(median([9, 1, 4]), 4);
 * assertEquals(median([1, 2, 3, 10]), 2.5);
 * ```
 * @throws {RangeError} if there are none.
 */
export function median(numbers: readonly number[]): number {
  if (numbers.length === 0) throw new RangeError("Cannot take the median of no numbers");
  const sorted = numbers.toSorted((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

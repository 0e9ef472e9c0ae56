/**
 * Items in the order of rows of numbers, the smallest first; those with equal
 * rows keep their order. Rows are of one length and asked for once an item.
 *
 * @example
 * ```ts
 * import { sortByNumbers } from "./sort_by_numbers.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(sortByNumbers(["bb", "ba", "a"], (text) => [text.length, -text.charCodeAt(1)]), ["a", "bb", "ba"]);
 * ```
 */
export function sortByNumbers<T>(items: readonly T[], numbersOf: (item: T) => readonly number[]): T[] {
  if (items.length === 0) return [];
  const width = numbersOf(items[0]!).length;
  const numbers = new Float64Array(items.length * width);
  for (const [index, item] of items.entries()) numbers.set(numbersOf(item), index * width);
  const order = new Uint32Array(items.length).map((_, index) => index).sort((a, b) =>
    compareRows(numbers, width, a, b) || a - b
  );
  // Not Array.from(), whose list would grow step by step.
  return items.map((_, place) => items[order[place]!]!);
}

function compareRows(numbers: Float64Array, width: number, a: number, b: number): number {
  for (let at = 0; at < width; at++) {
    const left = numbers[a * width + at]!, right = numbers[b * width + at]!;
    if (left !== right) return left < right ? -1 : 1; // Infinity - Infinity is NaN
  }
  return 0;
}

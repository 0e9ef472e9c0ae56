import { parseDecimal } from "../../core/model/decimal.ts";

/**
 * Whether the first row names the columns: it has no number, or it has text
 * above a column of numbers. What cannot be told apart counts as a header,
 * since most tables have one.
 *
 * @example
 * ```ts
 * import { hasHeader } from "./header.ts";
 * import { assert } from "@std/assert";
 * assert(hasHeader([["id", "2024"], ["1", "0.5"]]));
 * assert(!hasHeader([["1", "0.5"], ["2", "0.25"]]));
 * ```
 */
export function hasHeader([first, ...rows]: readonly (readonly string[])[]): boolean {
  if (first === undefined) return false;
  if (!first.some(isNumber)) return true;
  return first.some((cell, index) => {
    const below = rows.map((row) => row[index] ?? "").filter((text) => text !== "");
    return !isNumber(cell) && below.length > 0 && below.every(isNumber);
  });
}

function isNumber(text: string): boolean {
  return parseDecimal(text.trim()) !== null;
}

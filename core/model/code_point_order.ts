/**
 * Compares two texts by their code points, for sorting: the same order on every
 * platform and in every language. (JavaScript's own order is by UTF-16 units,
 * which puts an emoji before "\uffff".)
 *
 * @example
 * ```ts
 * import { compareCodePoints } from "./code_point_order.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(["b", "\u{1f600}", "\uffff", "B"].sort(compareCodePoints), ["B", "b", "\uffff", "\u{1f600}"]);
 * ```
 */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Moves the surrogates, which stand for code points above 0xffff, behind the rest of the plane. */
function rank(unit: number): number {
  return (unit & 0xf800) === 0xd800 ? unit + 0x10000 : unit;
}

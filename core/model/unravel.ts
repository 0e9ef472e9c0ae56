/**
 * The index along each axis of a position in C order.
 *
 * @example
 * ```ts
 * import { unravel } from "./unravel.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(unravel(7, [2, 4]), [1, 3]);
 * ```
 */
export function unravel(position: number, shape: readonly number[]): number[] {
  const index = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = position % shape[axis]!;
    position = Math.floor(position / shape[axis]!);
  }
  return index;
}

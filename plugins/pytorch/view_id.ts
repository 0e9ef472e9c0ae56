/** Which elements of a storage a view shows, and how. Counts are in elements of the view. */
export interface ViewPlace {
  /** The storage's key. */
  readonly key: string;
  /** The type's name, with marks for signs that are turned. */
  readonly type: string;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/**
 * The exact view as an id: equal ids are the same elements. An axis of one
 * element is not moved along, so its stride is left out.
 *
 * @example
 * ```ts
 * import { viewId } from "./view_id.ts";
 * import { assertEquals } from "@std/assert";
 * const row = { key: "0", type: "float32", offset: 0, shape: [1, 3], strides: [3, 1] };
 * assertEquals(viewId({ ...row, strides: [1, 1] }), viewId(row));
 * ```
 */
export function viewId({ key, type, offset, shape, strides }: ViewPlace): string {
  const moves = strides.map((stride, axis) => shape[axis] === 1 ? 0 : stride);
  return `${key} ${type} ${offset} ${shape.join("x")} ${moves.join(",")}`;
}

/**
 * One copy of each shape: 100,000 tensors of a checkpoint have few.
 *
 * @example
 * ```ts
 * import { ShapeTable } from "./shape_table.ts";
 * import { assertStrictEquals } from "@std/assert";
 * const shapes = new ShapeTable();
 * assertStrictEquals(shapes.share([4, 4]), shapes.share([4, 4]));
 * ```
 */
export class ShapeTable {
  readonly #shapes = new Map<string, readonly number[]>();

  /** The copy of a shape that all tensors share. */
  share(shape: readonly number[]): readonly number[] {
    const key = shape.join();
    const known = this.#shapes.get(key);
    if (known) return known;
    this.#shapes.set(key, shape);
    return shape;
  }
}

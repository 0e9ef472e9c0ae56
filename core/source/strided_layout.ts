import { FormatError } from "../model/errors.ts";
import { elementCount } from "../model/tensor.ts";

/**
 * How an array lies in its storage: element [i, j, ...] is item
 * `offset + i * strides[0] + j * strides[1] + ...`. Counted in items of
 * `itemBytes` bytes; a stride may be zero (an expanded axis) or negative.
 */
export interface StridedLayout {
  readonly itemBytes: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/**
 * The strides of a shape in C order, or in Fortran order.
 *
 * @example
 * ```ts
 * import { orderedStrides } from "./strided_layout.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(orderedStrides([2, 3, 4], "C"), [12, 4, 1]);
 * assertEquals(orderedStrides([2, 3, 4], "Fortran"), [1, 2, 6]);
 * ```
 */
export function orderedStrides(shape: readonly number[], order: "C" | "Fortran"): readonly number[] {
  const strides = shape.map(() => 1), last = shape.length - 1;
  for (let step = 1, passed = 0; passed <= last; passed++) {
    const axis = order === "C" ? last - passed : passed;
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** Whether the elements follow one another in C order without gaps. */
export function isContiguous({ shape, strides }: StridedLayout): boolean {
  if (shape.includes(0)) return true;
  const expected = orderedStrides(shape, "C");
  return shape.every((size, axis) => size === 1 || strides[axis] === expected[axis]);
}

/**
 * Checks that every element lies among the `items` items of its storage.
 *
 * @throws {FormatError} if one does not, or the layout is none.
 */
export function checkLayout(layout: StridedLayout, items: number, file: string): void {
  const { shape, strides, offset } = layout;
  const fail = (reason: string): never => {
    const view = `a view of shape [${shape.join(", ")}] with strides [${strides.join(", ")}] from element ${offset} on`;
    throw new FormatError(`${view} ${reason}`, { file });
  };
  if (strides.length !== shape.length) fail("has not as many strides as dimensions");
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) fail("has a size that is not a count");
  if (![offset, ...strides].every(Number.isSafeInteger)) fail("has a stride or an offset that is not an integer");
  if (!Number.isSafeInteger(elementCount(shape) * layout.itemBytes)) fail("has more elements than can be counted");
  if (shape.includes(0)) return;
  let first = offset, last = offset;
  for (const [axis, size] of shape.entries()) {
    const reach = strides[axis]! * (size - 1);
    if (reach < 0) first += reach;
    else last += reach;
  }
  if (first < 0) fail(`reaches back to element ${first}`);
  if (!(last < items)) fail(`reaches element ${last}, but there are ${items}`);
}

/**
 * The same layout with as few axes as possible, at least one: axes of one
 * element are left out, and neighbours that one stride covers become one.
 *
 * @example
 * ```ts
 * import { mergeAxes } from "./strided_layout.ts";
 * import { assertEquals } from "@std/assert";
 * const layout = { itemBytes: 4, shape: [2, 1, 3, 4], strides: [24, 7, 8, 2], offset: 0 };
 * assertEquals(mergeAxes(layout), { itemBytes: 4, shape: [24], strides: [2], offset: 0 });
 * ```
 */
export function mergeAxes({ itemBytes, shape, strides, offset }: StridedLayout): StridedLayout {
  const sizes: number[] = [], steps: number[] = [];
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue;
    const last = sizes.length - 1;
    if (last >= 0 && steps[last] === strides[axis]! * size) {
      sizes[last]! *= size;
      steps[last] = strides[axis]!;
    } else {
      sizes.push(size);
      steps.push(strides[axis]!);
    }
  }
  return sizes.length > 0
    ? { itemBytes, shape: sizes, strides: steps, offset }
    : { itemBytes, shape: [1], strides: [1], offset };
}

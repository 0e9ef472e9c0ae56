/** Elements as they are stored, in C order: whole words, `wordsEach` an element. */
export interface StoredElements {
  readonly shape: readonly number[];
  readonly words: Uint8Array | Uint16Array | Uint32Array;
  readonly wordsEach: number;
}

/**
 * The orders of axes, but the given one, in which a shape becomes another: axis `i` of `fresh` is axis `order[i]` of
 * `old`. In the order of counting; none if the sizes are others.
 *
 * @example
 * ```ts
 * import { permutationsBetween } from "./axis_permutation.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([...permutationsBetween([2, 3], [3, 2])], [[1, 0]]);
 * assertEquals([...permutationsBetween([2, 2], [2, 2])], [[1, 0]]);
 * assertEquals([...permutationsBetween([2, 3], [6, 1])], []);
 * ```
 */
export function* permutationsBetween(old: readonly number[], fresh: readonly number[]): Generator<readonly number[]> {
  if (old.length !== fresh.length) return;
  const order: number[] = [];
  const isUsed = new Array<boolean>(old.length).fill(false);
  function* extend(): Generator<readonly number[]> {
    const axis = order.length;
    if (axis === old.length) {
      if (order.some((from, to) => from !== to)) yield order.slice();
      return;
    }
    for (const [from, size] of old.entries()) {
      if (isUsed[from] || size !== fresh[axis]) continue;
      isUsed[from] = true;
      order.push(from);
      yield* extend();
      order.pop();
      isUsed[from] = false;
    }
  }
  yield* extend();
}

/** Whether `fresh` is `old` with its axes in that order, bit for bit. Ends at the first element that differs. */
export function isPermuted(old: StoredElements, fresh: StoredElements, order: readonly number[]): boolean {
  const { wordsEach } = old, { shape } = fresh, inner = shape.length - 1;
  const strides = order.map((axis) => old.shape.slice(axis + 1).reduce((product, size) => product * size, wordsEach));
  const index = new Array<number>(shape.length).fill(0), row = shape[inner]! * wordsEach;
  for (let start = 0, from = 0; start < fresh.words.length; start += row) {
    if (!isRow(old.words, from, strides[inner]!, fresh.words, start, shape[inner]!, wordsEach)) return false;
    for (let axis = inner - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return true;
}

/** Whether `count` elements that lie together are those that lie a stride apart. */
function isRow(
  old: StoredElements["words"],
  from: number,
  stride: number,
  fresh: StoredElements["words"],
  start: number,
  count: number,
  wordsEach: number,
): boolean {
  for (let i = 0; i < count; i++) {
    for (let word = 0; word < wordsEach; word++) {
      if (old[from + i * stride + word] !== fresh[start + i * wordsEach + word]) return false;
    }
  }
  return true;
}

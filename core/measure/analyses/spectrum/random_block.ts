import { type Matrix, zeroMatrix } from "./matrix.ts";

/**
 * A block of vectors of pseudo-random parts between -1 and 1, the same ones
 * for the same sizes: a start that no structure of a matrix is orthogonal to.
 * By Marsaglia's xorshift32 (2003).
 *
 * @example
 * ```ts
 * import { randomBlock } from "./random_block.ts";
 * import { assert, assertEquals } from "@std/assert";
 * const { values } = randomBlock(2, 50);
 * assertEquals(values, randomBlock(2, 50).values);
 * assert(values.every((value) => Math.abs(value) < 1) && new Set(values).size === 100);
 * ```
 */
export function randomBlock(count: number, length: number): Matrix {
  const block = zeroMatrix(count, length);
  let state = 0x9e3779b9;
  for (let i = 0; i < block.values.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block.values[i] = state / 2 ** 31;
  }
  return block;
}

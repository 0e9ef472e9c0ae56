/**
 * Products of a matrix with a block of vectors, which are the block's rows.
 * Both take four rows at a time, so that what is read once is used four times.
 *
 * @module
 */
import { type Matrix, rowOf, rowsOf, zeroMatrix } from "./matrix.ts";

/**
 * A v for every vector v of a block: the block times the transpose of A.
 *
 * @example
 * ```ts
 * import { applyMatrix } from "./matrix_products.ts";
 * import { assertEquals } from "@std/assert";
 * const a = { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
 * assertEquals([...applyMatrix(a, { rows: 1, columns: 2, values: Float64Array.of(1, 10) }).values], [21, 43, 65]);
 * ```
 */
export function applyMatrix(a: Matrix, block: Matrix): Matrix {
  const product = zeroMatrix(block.rows, a.rows), vectors = rowsOf(block), last = block.rows - 1;
  for (let row = 0; row < a.rows; row++) {
    const values = rowOf(a, row);
    for (let v0 = 0; v0 <= last; v0 += 4) {
      // Beyond the last vector stands the last one again: its product is written twice.
      const v1 = Math.min(v0 + 1, last), v2 = Math.min(v0 + 2, last), v3 = Math.min(v0 + 3, last);
      const b0 = vectors[v0]!, b1 = vectors[v1]!, b2 = vectors[v2]!, b3 = vectors[v3]!;
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!;
        s0 += value * b0[i]!;
        s1 += value * b1[i]!;
        s2 += value * b2[i]!;
        s3 += value * b3[i]!;
      }
      product.values[v0 * a.rows + row] = s0;
      product.values[v1 * a.rows + row] = s1;
      product.values[v2 * a.rows + row] = s2;
      product.values[v3 * a.rows + row] = s3;
    }
  }
  return product;
}

/**
 * A^T u for every vector u of a block: the block times A.
 *
 * @example
 * ```ts
 * import { applyTranspose } from "./matrix_products.ts";
 * import { assertEquals } from "@std/assert";
 * const a = { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
 * assertEquals([...applyTranspose(a, { rows: 1, columns: 3, values: Float64Array.of(1, 10, 100) }).values], [531, 642]);
 * ```
 */
export function applyTranspose(a: Matrix, block: Matrix): Matrix {
  const product = zeroMatrix(block.rows, a.columns);
  const rows = rowsOf(a), sums = rowsOf(product), factors = rowsOf(block);
  for (let first = 0; first < a.rows; first += 4) {
    for (const [vector, sum] of sums.entries()) addRows(sum, rows, first, factors[vector]!);
  }
  return product;
}

/** A -= left^T right: takes from a matrix what two blocks of as many vectors give. */
export function subtractProduct(a: Matrix, left: Matrix, right: Matrix): void {
  const factors = new Float64Array(left.rows), rows = rowsOf(right);
  for (let row = 0; row < a.rows; row++) {
    const target = rowOf(a, row);
    for (let vector = 0; vector < left.rows; vector++) factors[vector] = -left.values[vector * a.rows + row]!;
    for (let first = 0; first < rows.length; first += 4) addRows(target, rows, first, factors);
  }
}

/** Adds four rows to a vector, each with its factor; those beyond the last one count as zero. */
function addRows(vector: Float64Array, rows: readonly Float64Array[], first: number, factors: Float64Array): void {
  const r0 = rows[first]!, r1 = rows[first + 1] ?? r0, r2 = rows[first + 2] ?? r0, r3 = rows[first + 3] ?? r0;
  const f0 = factors[first]!, f1 = factors[first + 1] ?? 0, f2 = factors[first + 2] ?? 0, f3 = factors[first + 3] ?? 0;
  for (let i = 0; i < vector.length; i++) vector[i]! += f0 * r0[i]! + f1 * r1[i]! + f2 * r2[i]! + f3 * r3[i]!;
}

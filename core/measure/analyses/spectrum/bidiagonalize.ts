import { addMultiple, dotProduct, vectorNorm } from "./dot_product.ts";
import { type Matrix, rowOf } from "./matrix.ts";

/** An upper bidiagonal matrix: its diagonal, and what stands right of it. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  /** One fewer than the diagonal has. */
  readonly beside: Float64Array;
}

/**
 * A bidiagonal matrix with the singular values of a matrix that has no fewer
 * rows than columns; the matrix is worked on in place. By Householder
 * reflections from the left and the right in turn (Golub and Kahan 1965).
 *
 * @example
 * ```ts
 * import { bidiagonalize } from "./bidiagonalize.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const matrix = { rows: 2, columns: 1, values: Float64Array.of(3, 4) };
 * assertAlmostEquals(Math.abs((await bidiagonalize(matrix, () => {})).diagonal[0]!), 5, 1e-14);
 * ```
 */
export async function bidiagonalize(matrix: Matrix, pulse: () => void | Promise<void>): Promise<Bidiagonal> {
  const { rows, columns } = matrix;
  const diagonal = new Float64Array(columns), beside = new Float64Array(columns - 1);
  const column = new Float64Array(rows), products = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    for (let row = k; row < rows; row++) column[row] = matrix.values[row * columns + k]!;
    diagonal[k] = reflector(column.subarray(k));
    if (k === columns - 1) break;
    reflectRows(matrix, k, column, products.subarray(k + 1));
    const across = rowOf(matrix, k).subarray(k + 1);
    beside[k] = reflector(across);
    reflectColumns(matrix, k, across);
    await pulse();
  }
  return { diagonal, beside };
}

/** Makes of x the vector v with |v|^2 = 2 of the reflection I - v v^T that takes x to (alpha, 0 ...); gives alpha. */
function reflector(x: Float64Array): number {
  const length = vectorNorm(x);
  if (length === 0) return 0;
  const alpha = x[0]! > 0 ? -length : length;
  x[0]! -= alpha;
  const factor = Math.SQRT2 / vectorNorm(x);
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
  return alpha;
}

/** From the left, in the columns after `k`. */
function reflectRows(matrix: Matrix, k: number, v: Float64Array, products: Float64Array): void {
  products.fill(0);
  for (let row = k; row < matrix.rows; row++) addMultiple(products, v[row]!, rowOf(matrix, row).subarray(k + 1));
  for (let row = k; row < matrix.rows; row++) addMultiple(rowOf(matrix, row).subarray(k + 1), -v[row]!, products);
}

/** From the right, in the rows after `k`. */
function reflectColumns(matrix: Matrix, k: number, v: Float64Array): void {
  for (let row = k + 1; row < matrix.rows; row++) {
    const values = rowOf(matrix, row).subarray(k + 1);
    addMultiple(values, -dotProduct(values, v), v);
  }
}

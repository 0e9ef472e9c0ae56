import { addMultiple, dotProduct, scaleVector, vectorNorm } from "./dot_product.ts";
import { firstRows, type Matrix, rowOf } from "./matrix.ts";

/** What is left of a vector that the others span: rounding alone. */
const DEPENDENT = 2 ** -44;

/**
 * Makes the rows of a block orthonormal in place, by modified Gram-Schmidt
 * twice over; gives those that are left when what the others span is dropped.
 * Source: Giraud et al. (2005), twice is enough.
 *
 * @example
 * ```ts
 * import { orthonormalize } from "./orthonormalize.ts";
 * import { assertEquals } from "@std/assert";
 * const { rows, values } = orthonormalize({ rows: 3, columns: 2, values: Float64Array.of(3, 0, 6, 0, 5, 2) });
 * assertEquals([rows, ...values], [2, 1, 0, 0, 1]);
 * ```
 */
export function orthonormalize(block: Matrix): Matrix {
  let kept = 0;
  for (let row = 0; row < block.rows; row++) {
    const vector = rowOf(block, kept);
    if (kept < row) vector.set(rowOf(block, row));
    const before = vectorNorm(vector);
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < kept; other++) {
        const basis = rowOf(block, other);
        addMultiple(vector, -dotProduct(vector, basis), basis);
      }
    }
    const left = vectorNorm(vector);
    if (!(left > before * DEPENDENT)) continue;
    scaleVector(vector, 1 / left);
    kept++;
  }
  return firstRows(block, kept);
}

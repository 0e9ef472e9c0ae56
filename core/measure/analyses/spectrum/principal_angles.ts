import { type Matrix, transposed } from "./matrix.ts";
import { applyMatrix, subtractProduct } from "./matrix_products.ts";
import { orthogonalizeRows } from "./orthogonalize_rows.ts";

/**
 * The principal angles between two subspaces in radians, the smallest first;
 * each is spanned by the orthonormal rows of a block, of one number. Small
 * angles by their sines, large ones by their cosines, so that both are accurate
 * (Knyazev and Argentati 2002, as scipy.linalg.subspace_angles).
 *
 * @example
 * ```ts
 * import { principalAngles } from "./principal_angles.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const line = (angle: number) => {
 *   return { rows: 1, columns: 2, values: Float64Array.of(Math.cos(angle), Math.sin(angle)) };
 * };
 * assertAlmostEquals(principalAngles(line(1), line(1 + 1e-9))[0]!, 1e-9, 1e-15);
 * ```
 */
export function principalAngles(a: Matrix, b: Matrix): Float64Array {
  const products = applyMatrix(a, b); // a row for each of b: its parts along a
  const outside = { ...b, values: b.values.slice() };
  subtractProduct(outside, transposed(products), a);
  const cosines = orthogonalizeRows(products), sines = orthogonalizeRows(outside).reverse();
  return cosines.map((cosine, i) => {
    return cosine ** 2 >= 0.5 ? Math.asin(Math.min(1, sines[i]!)) : Math.acos(Math.min(1, cosine));
  });
}

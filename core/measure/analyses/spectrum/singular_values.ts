import { bidiagonalize } from "./bidiagonalize.ts";
import { bidiagonalValues } from "./bidiagonal_values.ts";
import { type Matrix, type MatrixShape, transposed } from "./matrix.ts";

/**
 * All singular values of a matrix, the largest first: each to within rounding
 * of the largest, as LAPACK's. The matrix is left as it is.
 *
 * @example
 * ```ts
 * import { singularValues } from "./singular_values.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const wide = { rows: 2, columns: 3, values: Float64Array.of(3, 0, 0, 4, 5, 0) };
 * const [large, small] = await singularValues(wide, () => {});
 * assertAlmostEquals(large!, Math.sqrt(45), 1e-14);
 * assertAlmostEquals(small!, Math.sqrt(5), 1e-14);
 * ```
 */
export async function singularValues(matrix: Matrix, pulse: () => void | Promise<void>): Promise<Float64Array> {
  const tall = matrix.rows < matrix.columns ? transposed(matrix) : { ...matrix, values: matrix.values.slice() };
  return await bidiagonalValues(await bidiagonalize(tall, pulse), pulse);
}

/** Floating-point operations of `singularValues`, about: those of the reflections, and those of the bisection. */
export function singularValueOperations({ rows, columns }: MatrixShape): number {
  const small = Math.min(rows, columns), large = Math.max(rows, columns);
  return 4 * small * small * (large - small / 3) + 300 * small * small;
}

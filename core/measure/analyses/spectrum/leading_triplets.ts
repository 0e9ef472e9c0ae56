import { addMultiple, scaleVector, vectorNorm } from "./dot_product.ts";
import { firstRows, type Matrix, type MatrixShape, rowOf, stackRows, zeroMatrix } from "./matrix.ts";
import { applyMatrix, applyTranspose } from "./matrix_products.ts";
import { orthogonalizeRows } from "./orthogonalize_rows.ts";
import { orthonormalize } from "./orthonormalize.ts";
import { randomBlock } from "./random_block.ts";

/** The largest singular values found so far, with their left vectors. */
export interface LeadingTriplets {
  /** The largest first: lower bounds of the true ones. As many as vectors, fewer where the rank is smaller. */
  readonly values: Float64Array;
  /** Left singular vectors, orthonormal rows. */
  readonly left: Matrix;
  /** How far each is from a triplet: |A v - s u|; a singular value lies within it of s. */
  readonly residuals: Float64Array;
  /** How often the matrix was applied, forth and back. */
  readonly steps: number;
}

/** How far to go. */
export interface LeadingOptions {
  /** Vectors of the block: more than are wanted make it converge sooner. */
  readonly vectors: number;
  /** Most steps. */
  readonly steps: number;
  /** Whether it is near enough. */
  enough(found: LeadingTriplets): boolean;
  readonly pulse: () => void | Promise<void>;
}

/**
 * The largest singular triplets from pseudo-random vectors, until they are near
 * enough or the steps are spent. A step takes the best vectors of the span of
 * the present ones, of those before, and of A A^T on the present ones: subspace
 * iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4) with the two-step
 * memory of LOBPCG (Knyazev 2001), which takes about the square root of its steps.
 *
 * @example
 * ```ts
 * import { leadingTriplets } from "./leading_triplets.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const matrix = { rows: 2, columns: 2, values: Float64Array.of(3, 0, 0, -1) };
 * const { values, left } = await leadingTriplets(matrix, {
 *   vectors: 1,
 *   steps: 30,
 *   enough: ({ residuals }) => residuals[0]! < 1e-8,
 *   pulse: () => {},
 * });
 * assertAlmostEquals(values[0]!, 3, 1e-14);
 * assertAlmostEquals(Math.abs(left.values[0]!), 1, 1e-14);
 * ```
 */
export async function leadingTriplets(matrix: Matrix, options: LeadingOptions): Promise<LeadingTriplets> {
  const count = Math.min(options.vectors, matrix.rows, matrix.columns);
  let span = orthonormalize(applyMatrix(matrix, randomBlock(count, matrix.columns))), last = zeroMatrix(0, matrix.rows);
  for (let steps = 1;; steps++) {
    const { left, right, values } = bestOf(matrix, span, count);
    await options.pulse();
    const image = applyMatrix(matrix, right), residuals = residualsOf(image, left, values);
    const found: LeadingTriplets = { values, left, residuals, steps };
    if (steps >= options.steps || options.enough(found)) return found;
    span = orthonormalize(stackRows(left, image, last));
    last = left;
    await options.pulse();
  }
}

/** Rayleigh-Ritz: the best triplets whose left vectors lie in a span of orthonormal rows. */
function bestOf(matrix: Matrix, span: Matrix, count: number) {
  const image = applyTranspose(matrix, span), all = orthogonalizeRows(image, span);
  const values = all.subarray(0, count), right = firstRows(image, values.length);
  for (const [row, value] of values.entries()) if (value > 0) scaleVector(rowOf(right, row), 1 / value);
  return { left: firstRows(span, values.length), right, values };
}

/** Floating-point operations of `leadingTriplets`, about and at most: of the products, and of the rotations. */
export function leadingOperations(
  { rows, columns }: MatrixShape,
  { vectors, steps }: Pick<LeadingOptions, "vectors" | "steps">,
): number {
  return steps * (8 * rows * columns * vectors + 270 * vectors ** 2 * (rows + columns));
}

function residualsOf(image: Matrix, left: Matrix, values: Float64Array): Float64Array {
  return values.map((value, row) => {
    const difference = rowOf(image, row).slice();
    addMultiple(difference, -value, rowOf(left, row));
    return vectorNorm(difference);
  });
}

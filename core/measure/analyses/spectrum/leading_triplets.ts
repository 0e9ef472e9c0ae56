import { addMultiple, scaleVector, vectorNorm } from "./dot_product.ts";
import { type Matrix, rowOf } from "./matrix.ts";
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
 * The largest singular triplets by subspace iteration from pseudo-random
 * vectors (Halko, Martinsson and Tropp 2011, algorithm 4.4), with Rayleigh-Ritz
 * in every step: until they are near enough, or the steps are spent.
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
  const start = randomBlock(Math.min(options.vectors, matrix.rows, matrix.columns), matrix.columns);
  let left = orthonormalize(applyMatrix(matrix, start));
  for (let steps = 1;; steps++) {
    const right = applyTranspose(matrix, left), values = orthogonalizeRows(right, left);
    for (const [row, value] of values.entries()) if (value > 0) scaleVector(rowOf(right, row), 1 / value);
    await options.pulse();
    const image = applyMatrix(matrix, right), residuals = residualsOf(image, left, values);
    const found: LeadingTriplets = { values, left, residuals, steps };
    if (steps >= options.steps || options.enough(found)) return found;
    left = orthonormalize(image);
    await options.pulse();
  }
}

/** Floating-point operations of `leadingTriplets`, about and at most. */
export function leadingOperations(elements: number, { vectors, steps }: Pick<LeadingOptions, "vectors" | "steps">) {
  return 4 * elements * vectors * (steps + 1);
}

function residualsOf(image: Matrix, left: Matrix, values: Float64Array): Float64Array {
  return values.map((value, row) => {
    const difference = rowOf(image, row).slice();
    addMultiple(difference, -value, rowOf(left, row));
    return vectorNorm(difference);
  });
}

import { dotProduct } from "./dot_product.ts";
import type { Matrix } from "./matrix.ts";
import { applyMatrix, applyTranspose, subtractProduct } from "./matrix_products.ts";
import { orthogonalizeRows } from "./orthogonalize_rows.ts";
import { orthonormalize } from "./orthonormalize.ts";
import { randomBlock } from "./random_block.ts";

/** Directions that are taken away at a time. */
export const DEFLATION_BLOCK = 24;

const POWER_STEPS = 2;

/** Floating-point operations of taking one block away from a matrix, about. */
export function deflationOperations(elements: number, blocks: number): number {
  return 2 * elements * DEFLATION_BLOCK * (3 + 2 * POWER_STEPS) * blocks;
}

/**
 * Takes the strongest directions away from a matrix, block by block, and knows
 * what is left: randQB_b of Martinsson and Voronin (2016), with two power steps
 * a block. The energy of r directions, the sum of the squares of r singular
 * values, is a lower bound of the most that any r have, and close to it.
 */
export class Deflation {
  /** What is left of the matrix. */
  readonly #rest: Matrix;
  /** The part of the matrix in the directions taken away, as rows: together they have its singular values. */
  readonly #taken: Float64Array[] = [];
  readonly #residuals: number[];

  /** Takes the matrix over, and changes it. */
  constructor(matrix: Matrix) {
    this.#rest = matrix;
    this.#residuals = [dotProduct(this.#rest.values, this.#rest.values)];
  }

  /** The sum of the squares of all elements. */
  get energy(): number {
    return this.#residuals[0]!;
  }

  /** What is left of that after a number of blocks: exact, it is summed over what is left. */
  async residual(blocks: number, pulse: () => void | Promise<void>): Promise<number> {
    while (this.#residuals.length <= blocks) await this.#takeBlock(pulse);
    return this.#residuals[blocks]!;
  }

  /** The singular values of what a number of blocks took away, the largest first; they must have been taken. */
  values(blocks: number): Float64Array {
    const { columns } = this.#rest, parts = this.#taken.slice(0, blocks);
    const values = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      values.set(part, at);
      at += part.length;
    }
    return orthogonalizeRows({ rows: values.length / columns, columns, values });
  }

  async #takeBlock(pulse: () => void | Promise<void>): Promise<void> {
    const rest = this.#rest, count = Math.min(DEFLATION_BLOCK, rest.rows, rest.columns);
    let left = orthonormalize(applyMatrix(rest, randomBlock(count, rest.columns)));
    for (let step = 0; step < POWER_STEPS; step++) {
      await pulse();
      const right = orthonormalize(applyTranspose(rest, left));
      await pulse();
      left = orthonormalize(applyMatrix(rest, right));
    }
    await pulse();
    const part = applyTranspose(rest, left);
    subtractProduct(rest, left, part);
    this.#taken.push(part.values);
    this.#residuals.push(dotProduct(rest.values, rest.values));
    await pulse();
  }
}

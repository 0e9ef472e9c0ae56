import { dotProduct, vectorNorm } from "./dot_product.ts";
import { type Matrix, rowOf } from "./matrix.ts";

const SWEEPS = 40, ORTHOGONAL = 2 ** -50;

/**
 * The singular values of a block, the largest first, by one-sided Jacobi
 * rotations (Hestenes 1958): in place, its rows become orthogonal, each as long
 * as its singular value. Those of `companion` take the same rotations, so that
 * companion^T block stays what it is. Every value is as accurate as the rows
 * are, the small ones too (Demmel and Veselic 1992).
 *
 * @example
 * ```ts
 * import { orthogonalizeRows } from "./orthogonalize_rows.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const [large, small] = orthogonalizeRows({ rows: 2, columns: 2, values: Float64Array.of(3, 0, 4, 5) });
 * assertAlmostEquals(large!, Math.sqrt(45), 1e-14);
 * assertAlmostEquals(small!, Math.sqrt(5), 1e-14);
 * ```
 */
export function orthogonalizeRows(block: Matrix, companion?: Matrix): Float64Array {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < block.rows - 1; p++) {
      for (let q = p + 1; q < block.rows; q++) rotations += rotatePair(p, q, block, companion) ? 1 : 0;
    }
    if (rotations === 0) break;
  }
  return sortRows(block, companion);
}

/** Makes two rows orthogonal; whether they were not. */
function rotatePair(p: number, q: number, block: Matrix, companion: Matrix | undefined): boolean {
  const a = rowOf(block, p), b = rowOf(block, q);
  const alpha = dotProduct(a, a), beta = dotProduct(b, b), gamma = dotProduct(a, b);
  if (!(Math.abs(gamma) > ORTHOGONAL * Math.sqrt(alpha) * Math.sqrt(beta))) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent), sine = cosine * tangent;
  rotate(a, b, cosine, sine);
  if (companion) rotate(rowOf(companion, p), rowOf(companion, q), cosine, sine);
  return true;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!, y = b[i]!;
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}

/** Puts the longest rows first; gives their lengths. */
function sortRows(block: Matrix, companion: Matrix | undefined): Float64Array {
  const lengths = Float64Array.from({ length: block.rows }, (_, row) => vectorNorm(rowOf(block, row)));
  const order = Array.from(lengths.keys()).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  for (const each of companion ? [block, companion] : [block]) {
    const copy = { ...each, values: each.values.slice() };
    for (const [place, row] of order.entries()) rowOf(each, place).set(rowOf(copy, row));
  }
  return Float64Array.from(order, (row) => lengths[row]!);
}

import type { Bidiagonal } from "./bidiagonalize.ts";

/** A pivot of zero stands for one that is as good as zero. */
const TINY = 2 ** -1000;

/**
 * The singular values of a bidiagonal matrix, the largest first, each to a few
 * units in the last place of the largest one at worst. By bisection: they are
 * the positive eigenvalues of the tridiagonal matrix that has zeros on its
 * diagonal and both diagonals woven beside it, which Sturm's sequence counts
 * (Golub and Kahan 1965; LAPACK's dbdsvdx).
 *
 * @example
 * ```ts
 * import { bidiagonalValues } from "./bidiagonal_values.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * const values = await bidiagonalValues({ diagonal: Float64Array.of(3, 5), beside: Float64Array.of(4) }, () => {});
 * assertAlmostEquals(values[0]!, 3 * Math.sqrt(5), 1e-14);
 * assertAlmostEquals(values[1]!, Math.sqrt(5), 1e-14);
 * ```
 */
export async function bidiagonalValues(
  bidiagonal: Bidiagonal,
  pulse: () => void | Promise<void>,
): Promise<Float64Array> {
  const squares = wovenSquares(bidiagonal), count = bidiagonal.diagonal.length;
  const values = new Float64Array(count);
  let above = largestRowSum(bidiagonal);
  for (let place = 0; place < count; place++) {
    let low = 0, high = above;
    for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
      if (countAbove(squares, middle) > place) low = middle;
      else high = middle;
      // Far below the largest value nothing but rounding is left.
      if (high < values[0]! * 2 ** -60) break;
    }
    values[place] = low;
    above = high;
    if (place % 16 === 0) await pulse();
  }
  return values;
}

/** The squares of what stands beside the diagonal of zeros: d1, e1, d2, e2 ... */
function wovenSquares({ diagonal, beside }: Bidiagonal): Float64Array {
  const squares = new Float64Array(2 * diagonal.length - 1);
  for (const [i, value] of diagonal.entries()) squares[2 * i] = value * value;
  for (const [i, value] of beside.entries()) squares[2 * i + 1] = value * value;
  return squares;
}

/** Gershgorin's bound of all singular values. */
function largestRowSum({ diagonal, beside }: Bidiagonal): number {
  let largest = 0;
  for (const [i, value] of diagonal.entries()) {
    const sum = Math.abs(value) + Math.max(Math.abs(beside[i] ?? 0), Math.abs(beside[i - 1] ?? 0));
    largest = Math.max(largest, sum);
  }
  return largest * (1 + 2 ** -50);
}

/** How many eigenvalues are above a positive number: one for each positive pivot. */
function countAbove(squares: Float64Array, number: number): number {
  let count = 0, pivot = -number;
  for (let i = 0; i < squares.length; i++) {
    if (pivot === 0) pivot = -TINY;
    pivot = -number - squares[i]! / pivot;
    if (pivot > 0) count++;
  }
  return count;
}

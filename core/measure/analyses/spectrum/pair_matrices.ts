/**
 * The matrices of a pair, each read once for all its analyses: keys of
 * `PairContext.once`.
 *
 * @module
 */
import type { PairContext } from "../analysis.ts";
import { type Matrix, matrixShape, readMatrix, zeroMatrix } from "./matrix.ts";
import { isUnchanged } from "./pair_shape.ts";

/** The matrix of the old file. */
export function oldMatrix({ pair, files }: PairContext): Promise<Matrix> {
  return readMatrix(pair.old, files.old);
}

/** The matrix of the new file. */
export function newMatrix(context: PairContext): Promise<Matrix> {
  return isUnchanged(context.pair) ? context.once(oldMatrix) : readNew(context);
}

/** new - old. */
export async function changeMatrix(context: PairContext): Promise<Matrix> {
  if (isUnchanged(context.pair)) return zeroChange(context);
  const old = await context.once(oldMatrix), change = await readNew(context);
  for (let i = 0; i < change.values.length; i++) change.values[i]! -= old.values[i]!;
  return change;
}

/** A copy of its own. */
function readNew({ pair, files }: PairContext): Promise<Matrix> {
  return readMatrix(pair.new, files.new);
}

function zeroChange({ pair }: PairContext): Matrix {
  const { rows, columns } = matrixShape(pair.old)!;
  return zeroMatrix(rows, columns);
}

/** The matrices of a pair. */
export const MATRICES = { change: changeMatrix, old: oldMatrix, new: newMatrix } as const;

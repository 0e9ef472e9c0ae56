/**
 * What is worked out of the matrices of a pair, once for all its analyses:
 * keys of `PairContext.once`.
 *
 * @module
 */
import type { PairContext } from "../analysis.ts";
import { Deflation } from "./deflation.ts";
import { type LeadingTriplets, leadingTriplets } from "./leading_triplets.ts";
import type { Matrix } from "./matrix.ts";
import { changeMatrix, newMatrix, oldMatrix } from "./pair_matrices.ts";
import { isUnchanged } from "./pair_shape.ts";
import { singularValues } from "./singular_values.ts";

/** All singular values of old, the largest first. */
export async function oldSpectrum(context: PairContext): Promise<Float64Array> {
  return await singularValues(await context.once(oldMatrix), context.pulse);
}

/** All singular values of new. */
export async function newSpectrum(context: PairContext): Promise<Float64Array> {
  if (isUnchanged(context.pair)) return await context.once(oldSpectrum);
  return await singularValues(await context.once(newMatrix), context.pulse);
}

/** All singular values of new - old. */
async function changeSpectrum(context: PairContext): Promise<Float64Array> {
  const change = await context.once(changeMatrix);
  if (isUnchanged(context.pair)) return new Float64Array(Math.min(change.rows, change.columns));
  return await singularValues(change, context.pulse);
}

/** All singular values of the matrices of a pair. */
export const SPECTRA = { change: changeSpectrum, old: oldSpectrum, new: newSpectrum } as const;

/** The strongest directions of new - old, taken away one block after another, of a copy of its own. */
export async function changeDeflation(context: PairContext): Promise<Deflation> {
  return new Deflation(await changeMatrix(context));
}

/** How the largest singular value is looked for. */
export const NORM_SEARCH = { vectors: 4, steps: 30, accuracy: 1e-6 } as const;

/** The largest singular value of old. */
async function oldNorm(context: PairContext): Promise<LeadingTriplets> {
  return await searchNorm(await context.once(oldMatrix), context);
}

/** The largest singular value of new. */
async function newNorm(context: PairContext): Promise<LeadingTriplets> {
  if (isUnchanged(context.pair)) return await context.once(oldNorm);
  return await searchNorm(await context.once(newMatrix), context);
}

/** The largest singular value of new - old. */
async function changeNorm(context: PairContext): Promise<LeadingTriplets> {
  return await searchNorm(await context.once(changeMatrix), context);
}

/** The largest singular values of the matrices of a pair. */
export const NORMS = { change: changeNorm, old: oldNorm, new: newNorm } as const;

function searchNorm(matrix: Matrix, { pulse }: PairContext): Promise<LeadingTriplets> {
  const { vectors, steps, accuracy } = NORM_SEARCH;
  return leadingTriplets(matrix, {
    vectors,
    steps,
    enough: ({ values, residuals }) => !(residuals[0]! > accuracy * values[0]!),
    pulse,
  });
}

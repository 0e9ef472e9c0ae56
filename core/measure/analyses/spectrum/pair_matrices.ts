/**
 * The matrices of a pair and what is worked out of them, each made once for
 * all analyses of the pair: keys of `PairContext.once`.
 *
 * @module
 */
import type { Change } from "../../../model/report.ts";
import type { MeasuredTensorPair, NumberPair, PairContext, Skipped } from "../analysis.ts";
import { Deflation } from "./deflation.ts";
import { type LeadingTriplets, leadingTriplets } from "./leading_triplets.ts";
import { type Matrix, type MatrixShape, matrixShape, readMatrix, zeroMatrix } from "./matrix.ts";
import { singularValues } from "./singular_values.ts";

/** Most elements and the largest smaller side of a matrix that an analysis works on. */
export interface MatrixBounds {
  readonly elements: number;
  readonly smaller_side?: number;
}

/** Most elements of a matrix, which is half a gigabyte as float64: a pair is in memory up to four times. */
export const MOST_ELEMENTS = 2 ** 26;

/** The largest smaller side of a matrix of which all singular values are found. */
export const MOST_VALUES = 2048;

/** Rows and columns of a pair of matrices of numbers; why it is left out; `null` if it is not one. */
export function pairShape(pair: MeasuredTensorPair, bounds: MatrixBounds): MatrixShape | Skipped | null {
  const shape = [pair.old, pair.new].every(isReal) ? matrixShape(pair.old) : null;
  if (!shape) return null;
  const { rows, columns } = shape, { elements, smaller_side = Infinity } = bounds;
  if (rows * columns > elements) return { skipped: `it has more than ${elements} elements` };
  if (Math.min(rows, columns) > smaller_side) return { skipped: `its smaller side is more than ${smaller_side}` };
  const sides = [pair.change.old, pair.change.new];
  if (sides.some(hasNonFinite)) return { skipped: "it has values that are not finite" };
  if (sides.some(isExtreme)) return { skipped: "squares of its values are beyond float64" };
  return shape;
}

/** Floating-point numbers, or integers that stand for them. */
function isReal({ dtype, quantization }: NumberPair["old"]): boolean {
  return dtype.kind === "float" || quantization !== undefined;
}

function hasNonFinite(side: Change["old"]): boolean {
  if (!side || !("dtype" in side)) return false;
  return (side.nan ?? 0) + (side.pos_inf ?? 0) + (side.neg_inf ?? 0) > 0;
}

function isExtreme(side: Change["old"]): boolean {
  if (!side || !("dtype" in side)) return false;
  const size = Math.max(Math.abs(Number(side.min ?? 0)), Math.abs(Number(side.max ?? 0)));
  return size > 1e145 || (size > 0 && size < 1e-145);
}

/** Why an analysis of the change has nothing to work on. */
export const UNCHANGED: Skipped = { skipped: "it did not change" };

/** Whether no element differs in value. */
export function isUnchanged({ change }: MeasuredTensorPair): boolean {
  const { measures } = change;
  return measures !== undefined && (measures.changed_elements === 0 || measures.max_abs === 0);
}

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
  if (isUnchanged(context.pair)) return zeroMatrix(...sizesOf(context));
  const old = await context.once(oldMatrix), change = await readNew(context);
  for (let i = 0; i < change.values.length; i++) change.values[i]! -= old.values[i]!;
  return change;
}

/** A copy of its own. */
function readNew({ pair, files }: PairContext): Promise<Matrix> {
  return readMatrix(pair.new, files.new);
}

function sizesOf({ pair }: PairContext): [number, number] {
  const { rows, columns } = matrixShape(pair.old)!;
  return [rows, columns];
}

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
export async function changeSpectrum(context: PairContext): Promise<Float64Array> {
  if (isUnchanged(context.pair)) return new Float64Array(Math.min(...sizesOf(context)));
  return await singularValues(await context.once(changeMatrix), context.pulse);
}

/** The strongest directions of new - old, taken away one block after another, of a copy of its own. */
export async function changeDeflation(context: PairContext): Promise<Deflation> {
  return new Deflation(await changeMatrix(context));
}

/** How the largest singular value is looked for. */
export const NORM_SEARCH = { vectors: 4, steps: 30, accuracy: 1e-6 } as const;

/** The largest singular value of old. */
export async function oldNorm(context: PairContext): Promise<LeadingTriplets> {
  return await searchNorm(await context.once(oldMatrix), context);
}

/** The largest singular value of new. */
export async function newNorm(context: PairContext): Promise<LeadingTriplets> {
  if (isUnchanged(context.pair)) return await context.once(oldNorm);
  return await searchNorm(await context.once(newMatrix), context);
}

/** The largest singular value of new - old. */
export async function changeNorm(context: PairContext): Promise<LeadingTriplets> {
  return await searchNorm(await context.once(changeMatrix), context);
}

function searchNorm(matrix: Matrix, { pulse }: PairContext): Promise<LeadingTriplets> {
  const { vectors, steps, accuracy } = NORM_SEARCH;
  return leadingTriplets(matrix, {
    vectors,
    steps,
    enough: ({ values, residuals }) => !(residuals[0]! > accuracy * values[0]!),
    pulse,
  });
}

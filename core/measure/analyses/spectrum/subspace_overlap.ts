import type { PairContext, TensorAnalysis } from "../analysis.ts";
import { leadingOperations, type LeadingTriplets, leadingTriplets } from "./leading_triplets.ts";
import { firstRows, type Matrix, type MatrixShape } from "./matrix.ts";
import { PRODUCT_LIMITS } from "./matrix_limits.ts";
import { newMatrix, oldMatrix } from "./pair_matrices.ts";
import { isUnchanged, pairShape, UNCHANGED } from "./pair_shape.ts";
import { principalAngles } from "./principal_angles.ts";

const MOST_DIRECTIONS = 16, VECTORS = 24, STEPS = 40;

/** How far the subspace that was found may be turned against the true one, as a sine. */
const TURNED = 1e-6;

/** How far old and new share their strongest output directions. */
export const subspaceOverlap: TensorAnalysis = {
  kind: "tensor",
  id: "subspace-overlap",
  title: "how far old and new share their strongest output directions",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula: "Principal angles between the spans of the k strongest left singular vectors of old and of new, k = 16 or " +
    "half the smaller side, if that is less. overlap = sum cos^2 / k. Subspace iteration with 24 vectors and the memory of two steps goes on until " +
    "each span is within 1e-6 of the true one by Wedin's theorem, |A V - U S|_F / (s_k - s_k+1), 40 steps at most: where " +
    "those do not do, the k-th and the next singular value are too close to part, and nothing is said.",
  source: "scipy.linalg.subspace_angles; Knyazev (2001), LOBPCG; Wedin (1972)",
  why: "Fine-tuning keeps the strong directions of a layer and adds to them; an overlap near k / rows, which chance " +
    "gives, means that the layer was trained anew.",
  basis: "measured",
  figures: {
    k: { unit: "directions", about: "directions that are compared" },
    overlap: { unit: "share", about: "mean cos^2 of the angles" },
    chance: { unit: "share", about: "mean overlap of random subspaces: k / rows" },
    smallest_angle: { unit: "degrees", about: "smallest principal angle" },
    largest_angle: { unit: "degrees", about: "largest principal angle" },
  },
  rank: "-overlap",
  limits: {
    ...PRODUCT_LIMITS,
    steps: { most: STEPS, unit: "steps", about: "longest search for a subspace" },
  },
  plan(pair) {
    const shape = pairShape(pair, PRODUCT_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    const count = Math.min(MOST_DIRECTIONS, Math.floor(Math.min(shape.rows, shape.columns) / 2));
    if (count === 0) return { skipped: "it has one row or column" };
    if (isUnchanged(pair)) return UNCHANGED;
    return {
      operations: 2 * leadingOperations(shape, { vectors: VECTORS, steps: STEPS }),
      async measure(context) {
        const old = await leftSpace(await context.once(oldMatrix), count, context);
        if (old === null) return { skipped: unparted("old", count) };
        const fresh = await leftSpace(await context.once(newMatrix), count, context);
        if (fresh === null) return { skipped: unparted("new", count) };
        return { figures: overlapFigures(principalAngles(old, fresh), shape) };
      },
    };
  },
};

function overlapFigures(angles: Float64Array, { rows }: MatrixShape): Record<string, number> {
  const k = angles.length, squares = angles.map((angle) => Math.cos(angle) ** 2);
  return {
    k,
    overlap: squares.reduce((sum, square) => sum + square, 0) / k,
    chance: k / rows,
    smallest_angle: angles[0]! * 180 / Math.PI,
    largest_angle: angles[k - 1]! * 180 / Math.PI,
  };
}

/** The span of the strongest left singular vectors as orthonormal rows; `null` where it is not told apart from the rest. */
async function leftSpace(matrix: Matrix, count: number, { pulse }: PairContext): Promise<Matrix | null> {
  const enough = (found: LeadingTriplets) => turnedBy(found, count) <= TURNED;
  const found = await leadingTriplets(matrix, { vectors: VECTORS, steps: STEPS, enough, pulse });
  return enough(found) ? firstRows(found.left, count) : null;
}

/** Wedin's bound of the sine of the largest angle to the true subspace; infinite where there is none. */
function turnedBy({ values, residuals }: LeadingTriplets, count: number): number {
  if (values.length < count) return Infinity;
  const gap = values[count - 1]! - (values[count] ?? 0);
  return gap > 0 ? Math.hypot(...residuals.subarray(0, count)) / gap : Infinity;
}

function unparted(side: string, count: number): string {
  return `singular values ${count} and ${count + 1} of ${side} are too close to part`;
}

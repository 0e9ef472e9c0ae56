import type { TensorAnalysis } from "../analysis.ts";
import { type Matrix, matrixShape, readDifference } from "./matrix.ts";

const STEPS = 30, ENOUGH = 1e-3;

/** The largest singular value of the change and of old. */
export const spectralNorm: TensorAnalysis = {
  kind: "tensor",
  id: "spectral-norm",
  title: "the largest singular value of the change and of old",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula: "Power iteration on D^T D, from a vector of equal parts, until the norm changes by less than a thousandth " +
    "in a step, 30 steps at most; the first axis of a tensor against all others together.",
  source: "torch.nn.utils.spectral_norm; numpy.linalg.norm(ord=2)",
  why: "The norm of the change says how far a layer's output can move for inputs of length one, which the Frobenius " +
    "norm bounds only from above.",
  basis: "measured",
  figures: {
    change: { unit: "value", about: "largest singular value of new - old" },
    old: { unit: "value", about: "largest singular value of old" },
    relative: { unit: "share of old", about: "change over old" },
    steps: { unit: "steps", about: "steps of power iteration for the change" },
  },
  rank: "relative",
  limits: { elements: { most: 2 ** 26, unit: "elements", about: "largest matrix" } },
  plan(pair) {
    const shape = matrixShape(pair.old);
    if (!shape) return null;
    const elements = shape.rows * shape.columns, { most } = this.limits!.elements!;
    if (elements > most) return { skipped: `it has more than ${most} elements` };
    return {
      operations: 4 * elements * STEPS * 2,
      async measure(context) {
        const { old, difference } = await readDifference(pair, context);
        const change = largestSingularValue(difference), before = largestSingularValue(old);
        const figures = { change: change.value, old: before.value, steps: change.steps };
        if (before.value > 0) return { figures: { ...figures, relative: change.value / before.value } };
        return { figures: { ...figures, relative: null }, unmeasured: { relative: "the old tensor is all zero" } };
      },
    };
  },
};

/** By power iteration on the matrix and its transpose. */
export function largestSingularValue(
  { rows, columns, values }: Matrix,
): { readonly value: number; readonly steps: number } {
  const right = new Float64Array(columns).fill(1 / Math.sqrt(columns)), left = new Float64Array(rows);
  let value = 0;
  for (let step = 1; step <= STEPS; step++) {
    multiply(values, right, left, columns);
    const last = value;
    value = norm(left);
    if (value === 0) return { value, steps: step };
    multiplyTransposed(values, left, right, columns);
    const length = norm(right);
    for (let i = 0; i < columns; i++) right[i]! /= length;
    if (Math.abs(value - last) < ENOUGH * value) return { value, steps: step };
  }
  return { value, steps: STEPS };
}

function multiply(values: Float64Array, vector: Float64Array, into: Float64Array, columns: number): void {
  for (let row = 0; row < into.length; row++) {
    let sum = 0;
    const start = row * columns;
    for (let i = 0; i < columns; i++) sum += values[start + i]! * vector[i]!;
    into[row] = sum;
  }
}

function multiplyTransposed(values: Float64Array, vector: Float64Array, into: Float64Array, columns: number): void {
  into.fill(0);
  for (let row = 0; row < vector.length; row++) {
    const factor = vector[row]!, start = row * columns;
    for (let i = 0; i < columns; i++) into[i]! += values[start + i]! * factor;
  }
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

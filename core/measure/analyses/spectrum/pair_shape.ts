import type { AnalysisLimit } from "../../../model/analysis.ts";
import { formatCount } from "../../../model/format_count.ts";
import type { Change } from "../../../model/report.ts";
import type { MeasuredTensorPair, NumberPair, Skipped } from "../analysis.ts";
import { type MatrixShape, matrixShape } from "./matrix.ts";

/** Most elements of a matrix, and the largest smaller side. */
export interface MatrixLimits {
  readonly elements: AnalysisLimit;
  readonly smaller_side?: AnalysisLimit;
}

/** Rows and columns of a pair of matrices of numbers; why it is left out; `null` if it is not one. */
export function pairShape(pair: MeasuredTensorPair, limits: MatrixLimits): MatrixShape | Skipped | null {
  const shape = [pair.old, pair.new].every(isReal) ? matrixShape(pair.old) : null;
  if (!shape) return null;
  const { rows, columns } = shape, { elements, smaller_side: side } = limits;
  if (rows * columns > elements.most) return { skipped: `it has more than ${formatCount(elements.most)} elements` };
  if (side && Math.min(rows, columns) > side.most) {
    return { skipped: `its smaller side is more than ${formatCount(side.most)}` };
  }
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

import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import { readNumbers } from "../../read_numbers.ts";
import type { AnalysisContext } from "../analysis.ts";

/** A matrix in memory, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Rows and columns of a tensor as a matrix: the first axis against all others together; `null` for fewer than two axes. */
export function matrixShape({ shape }: Pick<TensorNode, "shape">): { rows: number; columns: number } | null {
  if (shape.length < 2) return null;
  const rows = shape[0]!, columns = elementCount(shape.slice(1));
  return rows === 0 || columns === 0 ? null : { rows, columns };
}

/** Reads a tensor as a matrix. Whoever calls has bounded its size. */
export async function readMatrix(tensor: TensorNode, file: string): Promise<Matrix> {
  const { rows, columns } = matrixShape(tensor)!;
  return { rows, columns, values: await readNumbers(tensor, "elements", file) };
}

/** new - old, and old: two matrices in memory. */
export async function readDifference(
  { old, new: fresh }: { readonly old: TensorNode; readonly new: TensorNode },
  { files }: AnalysisContext,
): Promise<{ readonly old: Matrix; readonly difference: Matrix }> {
  const before = await readMatrix(old, files.old), after = await readMatrix(fresh, files.new);
  for (const [index, value] of before.values.entries()) after.values[index]! -= value;
  return { old: before, difference: after };
}

import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import { readNumbers } from "../../read_numbers.ts";

/** A matrix in memory, row after row. A block of vectors is one whose rows are the vectors. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Rows and columns of a matrix. */
export type MatrixShape = Pick<Matrix, "rows" | "columns">;

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** A row of a matrix, as a view. */
export function rowOf({ columns, values }: Matrix, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

/** All rows of a matrix, as views: made once where a loop needs them often. */
export function rowsOf(matrix: Matrix): readonly Float64Array[] {
  return Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row));
}

/** The first rows of a matrix, as a view. */
export function firstRows({ columns, values }: Matrix, rows: number): Matrix {
  return { rows, columns, values: values.subarray(0, rows * columns) };
}

/** The rows of matrices of one width, one below the other, as a copy. */
export function stackRows(...parts: readonly Matrix[]): Matrix {
  const stacked = zeroMatrix(parts.reduce((sum, { rows }) => sum + rows, 0), parts[0]!.columns);
  let at = 0;
  for (const { values } of parts) {
    stacked.values.set(values, at);
    at += values.length;
  }
  return stacked;
}

/**
 * A matrix with rows and columns exchanged, as a copy.
 *
 * @example
 * ```ts
 * import { transposed } from "./matrix.ts";
 * import { assertEquals } from "@std/assert";
 * const { rows, values } = transposed({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) });
 * assertEquals([rows, ...values], [3, 1, 4, 2, 5, 3, 6]);
 * ```
 */
export function transposed({ rows, columns, values }: Matrix): Matrix {
  const other = zeroMatrix(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      other.values[column * rows + row] = values[row * columns + column]!;
    }
  }
  return other;
}

/** Rows and columns of a tensor as a matrix: the first axis against all others together; `null` for fewer than two axes. */
export function matrixShape({ shape }: Pick<TensorNode, "shape">): MatrixShape | null {
  if (shape.length < 2) return null;
  const rows = shape[0]!, columns = elementCount(shape.slice(1));
  return rows === 0 || columns === 0 ? null : { rows, columns };
}

/** Reads a tensor as a matrix. Whoever calls has bounded its size. */
export async function readMatrix(tensor: TensorNode, file: string): Promise<Matrix> {
  const { rows, columns } = matrixShape(tensor)!;
  return { rows, columns, values: await readNumbers(tensor, "elements", file) };
}

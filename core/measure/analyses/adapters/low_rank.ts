import { elementCount } from "../../../model/tensor.ts";
import { readNumbers } from "../../read_numbers.ts";
import { hasNumbers } from "../number_pair.ts";
import type { AdapterModule } from "./adapter_modules.ts";

/** Most elements of both factors of a module. */
export const MOST_FACTOR_ELEMENTS = 2 ** 26;

/** A product left * right of rank `rank` in memory: [rows, rank] times [rank, columns], row after row. */
export interface LowRank {
  readonly rows: number;
  readonly rank: number;
  readonly columns: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Why a module's factors are not read; `null`: they can be. */
export function reasonAgainstFactors({ down, up }: AdapterModule): string | null {
  if (!hasNumbers(down) || !hasNumbers(up) || down.dtype.bits % 8 !== 0 || up.dtype.bits % 8 !== 0) {
    return "a factor has no elements that are real numbers";
  }
  const elements = elementCount(down.shape) + elementCount(up.shape);
  return elements > MOST_FACTOR_ELEMENTS ? `its factors have more than ${MOST_FACTOR_ELEMENTS} elements` : null;
}

/** Reads up * down: kernels of convolutions as rows, [out, in * height * width]. */
export async function readLowRank({ down, up, rank }: AdapterModule, file: string): Promise<LowRank> {
  const right = await readNumbers(down, "elements", file), left = await readNumbers(up, "elements", file);
  return { rows: up.shape[0]!, rank, columns: right.length / rank, left, right };
}

/** Reads the module's own alpha, where the file has one. */
export async function readAlpha({ alpha }: AdapterModule, file: string): Promise<number | undefined> {
  if (!alpha || !hasNumbers(alpha)) return undefined;
  const [value] = await readNumbers(alpha, "alpha", file);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** (left * right)^T = right^T * left^T. */
export function transposed({ rows, rank, columns, left, right }: LowRank): LowRank {
  return {
    rows: columns,
    rank,
    columns: rows,
    left: transposedMatrix(right, rank, columns),
    right: transposedMatrix(left, rows, rank),
  };
}

function transposedMatrix(values: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column]!;
  }
  return turned;
}

/**
 * The Frobenius norm of the product, which is not made: its square is the trace of (left^T left) (right right^T).
 *
 * @example
 * ```ts
 * import { lowRankNorm } from "./low_rank.ts";
 * import { assertEquals } from "@std/assert";
 * const left = Float64Array.of(1, 2), right = Float64Array.of(2, 4, 4);
 * assertEquals(lowRankNorm({ rows: 2, rank: 1, columns: 3, left, right }), Math.sqrt(5) * 6);
 * ```
 */
export function lowRankNorm({ rank, columns, left, right, rows }: LowRank): number {
  let trace = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j <= i; j++) {
      let ofLeft = 0, ofRight = 0;
      for (let row = 0; row < rows; row++) ofLeft += left[row * rank + i]! * left[row * rank + j]!;
      for (let column = 0; column < columns; column++) {
        ofRight += right[i * columns + column]! * right[j * columns + column]!;
      }
      trace += (i === j ? 1 : 2) * ofLeft * ofRight;
    }
  }
  return Math.sqrt(Math.max(0, trace));
}

function productRow({ rank, columns, left, right }: LowRank, row: number, into: Float64Array): void {
  into.fill(0);
  for (let k = 0; k < rank; k++) {
    const factor = left[row * rank + k]!, start = k * columns;
    if (factor === 0) continue;
    for (let column = 0; column < columns; column++) into[column]! += factor * right[start + column]!;
  }
}

/** The elements of a product in C order, a row at a time in memory. */
export class LowRankElements {
  readonly #product: LowRank;
  readonly #row: Float64Array;
  #rowIndex = -1;

  constructor(product: LowRank) {
    this.#product = product;
    this.#row = new Float64Array(product.columns);
  }

  /** `count` elements from the one at `first` on, each times `scale`. */
  read(first: number, count: number, scale: number, into: Float64Array): void {
    const { columns } = this.#product;
    for (let done = 0; done < count;) {
      const row = Math.floor((first + done) / columns), column = (first + done) % columns;
      if (row !== this.#rowIndex) productRow(this.#product, this.#rowIndex = row, this.#row);
      const length = Math.min(columns - column, count - done);
      for (let i = 0; i < length; i++) into[done + i] = this.#row[column + i]! * scale;
      done += length;
    }
  }
}

import { elementCount } from "../../../model/tensor.ts";
import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import { mergeSides } from "../merge_sides.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

const SIZES = [4, 16, 32] as const;

/** Square blocks of zeros. */
export const blockSparsity: StreamAnalysis = {
  kind: "stream",
  id: "block-sparsity",
  title: "square blocks of a matrix that are all zero",
  group: "sparsity",
  since: "0.1.0",
  cost: "pass",
  formula:
    "The share of blocks of 4 x 4, 16 x 16 and 32 x 32 elements in which all are zero, +0 and -0 alike. The last " +
    "two axes are cut into blocks from their start; whole blocks count, what is left at an edge does not.",
  source: "scipy.sparse.bsr_array(x, blocksize=(4, 4)), which stores the other blocks; Gray et al. 2017, GPU Kernels " +
    "for Block-Sparse Weights",
  why: "Only whole blocks of zeros make a matrix product faster on common hardware: a tensor may be half zeros and " +
    "have none.",
  basis: "measured",
  figures: Object.fromEntries(
    SIZES.flatMap((size) =>
      ["old", "new"].map((side) => {
        return [`${side}_${size}x${size}`, {
          unit: "share of blocks",
          about: `all-zero blocks of that size in ${side}`,
        }];
      })
    ),
  ),
  rank: "new_4x4",
  limits: { columns: { most: 2 ** 24, unit: "columns", about: "longest row" } },
  observe({ old: { shape } }) {
    const [rows = 0, columns = 0] = shape.slice(-2), { most } = this.limits!.columns!;
    if (shape.length < 2 || Math.min(rows, columns) < SIZES[0] || elementCount(shape) === 0) return null;
    return columns > most ? { skipped: `its rows have more than ${most} elements` } : new BlockObserver(rows, columns);
  },
};

class BlockObserver implements PairObserver {
  readonly #sides: readonly (readonly BlockCounter[])[];

  constructor(rows: number, columns: number) {
    this.#sides = [0, 1].map(() => SIZES.map((size) => new BlockCounter(rows, columns, size)));
  }

  push({ first, old, new: fresh }: ObservedChunk): void {
    for (const counter of this.#sides[0]!) counter.push(old, first);
    for (const counter of this.#sides[1]!) counter.push(fresh, first);
  }

  finish() {
    const [old, fresh] = this.#sides.map((side) => Object.fromEntries(side.map((counter) => counter.entry())));
    return mergeSides(old!, fresh!);
  }
}

/** Counts the blocks of one size, matrix after matrix: it remembers which blocks of one row of blocks are not zero. */
class BlockCounter {
  readonly #size: number;
  readonly #columns: number;
  /** Rows that belong to whole blocks. */
  readonly #wholeRows: number;
  readonly #rows: number;
  readonly #isFilled: Uint8Array;
  #blocks = 0;
  #zero = 0;

  constructor(rows: number, columns: number, size: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#size = size;
    this.#wholeRows = rows - rows % size;
    this.#isFilled = new Uint8Array(Math.floor(columns / size));
  }

  /** Adds elements, of which the first has that index. */
  push(values: Float64Array, first: number): void {
    const columns = this.#columns;
    for (let at = 0; at < values.length;) {
      const column = (first + at) % columns, row = (first + at - column) / columns % this.#rows;
      const count = Math.min(columns - column, values.length - at);
      if (row < this.#wholeRows) {
        this.#markFilled(values.subarray(at, at + count), column);
        if (column + count === columns && (row + 1) % this.#size === 0) this.#endRowOfBlocks();
      }
      at += count;
    }
  }

  /** The share of blocks that are zero, by the name of their size. */
  entry(): [string, number | { readonly reason: string }] {
    const share = this.#blocks > 0 ? this.#zero / this.#blocks : { reason: "the matrix is smaller than a block" };
    return [`${this.#size}x${this.#size}`, share];
  }

  /** Of a part of a row; what is right of the last whole block falls outside of the list. */
  #markFilled(values: Float64Array, column: number): void {
    const isFilled = this.#isFilled, size = this.#size;
    for (let i = 0, left = column % size, block = (column - left) / size; i < values.length; i++) {
      if (values[i] !== 0 && block < isFilled.length) isFilled[block] = 1;
      if (++left === size) {
        left = 0;
        block++;
      }
    }
  }

  #endRowOfBlocks(): void {
    this.#blocks += this.#isFilled.length;
    for (let i = 0; i < this.#isFilled.length; i++) if (this.#isFilled[i] === 0) this.#zero++;
    this.#isFilled.fill(0);
  }
}

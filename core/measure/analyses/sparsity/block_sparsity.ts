import { elementCount } from "../../../model/tensor.ts";
import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import { mergeSides, type SideFigures } from "../merge_sides.ts";
import type { ObservedChunk } from "../observed_chunk.ts";
import { BLOCK_SIZES, ZeroBlocks } from "./zero_blocks.ts";

/** Square blocks of zeros. */
export const blockSparsity: StreamAnalysis = {
  kind: "stream",
  id: "block-sparsity",
  title: "square blocks that are all zero",
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
    BLOCK_SIZES.flatMap((size) =>
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
    if (shape.length < 2 || Math.min(rows, columns) < BLOCK_SIZES[0] || elementCount(shape) === 0) return null;
    return columns > most ? { skipped: `its rows have more than ${most} elements` } : new BlockObserver(rows, columns);
  },
};

class BlockObserver implements PairObserver {
  readonly #old: ZeroBlocks;
  readonly #new: ZeroBlocks;

  constructor(rows: number, columns: number) {
    this.#old = new ZeroBlocks(rows, columns);
    this.#new = new ZeroBlocks(rows, columns);
  }

  push({ first, old, new: fresh }: ObservedChunk): void {
    this.#old.push(old, first);
    this.#new.push(fresh, first);
  }

  finish() {
    return mergeSides(sharesOf(this.#old), sharesOf(this.#new));
  }
}

function sharesOf(blocks: ZeroBlocks): SideFigures {
  return Object.fromEntries(
    BLOCK_SIZES.map((
      size,
    ) => [`${size}x${size}`, blocks.share(size) ?? { reason: "the matrix is smaller than a block" }]),
  );
}

/** Sides of square blocks: each a multiple of the one before. */
export const BLOCK_SIZES = [4, 16, 32] as const;

const [FINEST] = BLOCK_SIZES;

/**
 * Counts the square blocks of matrices in which all elements are zero, fed in
 * C order. Elements mark the smallest blocks that they fill, a row of which is
 * kept; rows of filled blocks mark those of larger ones.
 *
 * @example
 * ```ts
 * import { ZeroBlocks } from "./zero_blocks.ts";
 * import { assertEquals } from "@std/assert";
 * const blocks = new ZeroBlocks(4, 8), row = Float64Array.of(0, 0, 0, 0, 0, 1, 0, 0);
 * for (let i = 0; i < 4; i++) blocks.push(row, 8 * i);
 * assertEquals(blocks.share(4), 0.5);
 * assertEquals(blocks.share(16), null);
 * ```
 */
export class ZeroBlocks {
  readonly #rows: number;
  readonly #columns: number;
  readonly #levels: readonly Level[];

  /** Of matrices of that size. */
  constructor(rows: number, columns: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#levels = BLOCK_SIZES.map((size) => new Level(size, rows, columns));
  }

  /** Adds elements, of which the first has that index. */
  push(values: Float64Array, first: number): void {
    const columns = this.#columns, isFilled = this.#levels[0]!.isFilled;
    for (let at = 0; at < values.length;) {
      const column = (first + at) % columns, row = (first + at - column) / columns % this.#rows;
      const count = Math.min(columns - column, values.length - at);
      for (let i = 0; i < count; i++) if (values[at + i] !== 0) isFilled[Math.floor((column + i) / FINEST)] = 1;
      if (column + count === columns) this.#endRow(row);
      at += count;
    }
  }

  /** The share of whole blocks that are zero; `null` where the matrix is smaller than one. */
  share(size: (typeof BLOCK_SIZES)[number]): number | null {
    const { blocks, zero } = this.#levels.find((level) => level.size === size)!;
    return blocks === 0 ? null : zero / blocks;
  }

  /** Counts the rows of blocks that end with a row of the matrix; those that are cut off by its end are forgotten. */
  #endRow(row: number): void {
    const isLast = row === this.#rows - 1;
    for (const [index, level] of this.#levels.entries()) {
      const isWhole = (row + 1) % level.size === 0;
      if (!isWhole && !isLast) return;
      this.#levels[index + 1]?.mark(level);
      level.end(isWhole);
    }
  }
}

/** A row of blocks of one size, and what was counted of those before. */
class Level {
  readonly size: number;
  /** Whether an element of a block is other than zero; the last one may be cut off. */
  readonly isFilled: Uint8Array;
  readonly #whole: number;
  blocks = 0;
  zero = 0;

  constructor(size: number, rows: number, columns: number) {
    this.size = size;
    this.isFilled = new Uint8Array(Math.ceil(columns / size));
    this.#whole = rows < size ? 0 : Math.floor(columns / size);
  }

  /** Marks what smaller blocks fill. */
  mark(finer: Level): void {
    const factor = this.size / finer.size;
    for (let i = 0; i < finer.isFilled.length; i++) {
      if (finer.isFilled[i] === 1) this.isFilled[Math.floor(i / factor)] = 1;
    }
  }

  /** Goes on to the next row of blocks. */
  end(isCounted: boolean): void {
    if (isCounted) {
      this.blocks += this.#whole;
      for (let i = 0; i < this.#whole; i++) if (this.isFilled[i] === 0) this.zero++;
    }
    this.isFilled.fill(0);
  }
}

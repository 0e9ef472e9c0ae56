import type { Kernel } from "./kernel.ts";

/** What the kernel finds out about lanes of one width, beside their comparison. */
export interface LaneFunctions {
  readonly countBeyond: Kernel["countBeyond32"];
  readonly countCasts: Kernel["countCasts32"];
  readonly countUnequal: Kernel["countUnequal32"];
  readonly countSignedZeros: Kernel["countSignedZeros32"];
  readonly findDifference: Kernel["findDifference32"];
  readonly centredDifferences: Kernel["centredDifferences32"];
  readonly centredSquares: Kernel["centredSquares32"];
  readonly products: Kernel["products32"];
}

/** The functions for lanes of 32 or 64 bits. */
export function laneFunctions(kernel: Kernel, lane: 32 | 64): LaneFunctions {
  return lane === 32
    ? {
      countBeyond: kernel.countBeyond32,
      countCasts: kernel.countCasts32,
      countUnequal: kernel.countUnequal32,
      countSignedZeros: kernel.countSignedZeros32,
      findDifference: kernel.findDifference32,
      centredDifferences: kernel.centredDifferences32,
      centredSquares: kernel.centredSquares32,
      products: kernel.products32,
    }
    : {
      countBeyond: kernel.countBeyond64,
      countCasts: kernel.countCasts64,
      countUnequal: kernel.countUnequal64,
      countSignedZeros: kernel.countSignedZeros64,
      findDifference: kernel.findDifference64,
      centredDifferences: kernel.centredDifferences64,
      centredSquares: kernel.centredSquares64,
      products: kernel.products64,
    };
}

/** Whether squares of numbers up to this size neither overflow nor vanish in float64. */
export function isSquarable(largest: number): boolean {
  return largest === 0 || (largest < 2 ** 400 && largest > 2 ** -400);
}

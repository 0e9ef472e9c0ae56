/** Statistics of one side of a chunk whose elements are all finite. */
export interface SideSummary {
  readonly count: number;
  readonly zeros: number;
  readonly negativeZeros: number;
  readonly subnormals: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  /** Sum of squares about zero. */
  readonly squares: number;
  /** Sum of squares about the mean. */
  readonly centredSquares: number;
}

/** What one fused pass finds out about a chunk whose elements are all finite on both sides. */
export interface ChunkSummary {
  readonly old: SideSummary;
  readonly new: SideSummary;
  readonly changed: number;
  readonly signedZeros: number;
  readonly signFlips: number;
  readonly pruned: number;
  readonly regrown: number;
  readonly products: number;
  readonly deltaSquares: number;
  /** Sum of d. */
  readonly deltaSum: number;
  /** Sum of squares of d about its mean. */
  readonly deltaCentredSquares: number;
  /** Sum of |d|. */
  readonly deltaSizes: number;
  /** max |d|. */
  readonly deltaMost: number;
  /** Elements beyond the tolerance; 0 where there is none. */
  readonly mismatched: number;
  /** Elements that are not what a cast makes of old, rounding to the nearest and towards zero; 0 where there is no cast. */
  readonly notNearest: number;
  readonly notTruncated: number;
}

/** The summary of a chunk whose bytes are the same on both sides. */
export function sameOnBothSides(side: SideSummary): ChunkSummary {
  return {
    old: side,
    new: side,
    changed: 0,
    signedZeros: 0,
    signFlips: 0,
    pruned: 0,
    regrown: 0,
    products: side.squares,
    deltaSquares: 0,
    deltaSum: 0,
    deltaCentredSquares: 0,
    deltaSizes: 0,
    deltaMost: 0,
    mismatched: 0,
    notNearest: 0,
    notTruncated: 0,
  };
}

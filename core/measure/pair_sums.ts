import type { ChunkSummary } from "./chunk_summary.ts";
import type { LanePair } from "./changed_bits.ts";
import { ScaledSum, scaleExponent } from "./scaled_sum.ts";

/**
 * Sums of squares and products over lanes that are finite on both sides.
 * Complex numbers come as two lanes: the sums are the same over components.
 */
export class PairSums {
  readonly oldSquares: ScaledSum = new ScaledSum();
  readonly newSquares: ScaledSum = new ScaledSum();
  readonly products: ScaledSum = new ScaledSum();
  readonly deltaSquares: ScaledSum = new ScaledSum();

  /** Adds a chunk; `delta` is new - old in units of 2^exponent, NaN for lanes to leave out. */
  push({ old, new: fresh }: LanePair, delta: Float64Array, exponent: number): void {
    const [e, f, g] = largestExponents(old, fresh, delta);
    const oldScale = 2 ** -e, newScale = 2 ** -f, deltaScale = 2 ** -g;
    let oldSum = 0, newSum = 0, productSum = 0, deltaSum = 0;
    for (let i = 0; i < delta.length; i++) {
      if (delta[i] !== delta[i]) continue;
      const a = old[i]! * oldScale, b = fresh[i]! * newScale, d = delta[i]! * deltaScale;
      oldSum += a * a;
      newSum += b * b;
      productSum += a * b;
      deltaSum += d * d;
    }
    this.oldSquares.add(oldSum, 2 * e);
    this.newSquares.add(newSum, 2 * f);
    this.products.add(productSum, e + f);
    this.deltaSquares.add(deltaSum, 2 * (g + exponent));
  }

  /** Adds a chunk that is summed up already. */
  pushSummary({ old, new: fresh, products, deltaSquares }: ChunkSummary): void {
    this.oldSquares.add(old.squares, 0);
    this.newSquares.add(fresh.squares, 0);
    this.products.add(products, 0);
    this.deltaSquares.add(deltaSquares, 0);
  }
}

function largestExponents(old: Float64Array, fresh: Float64Array, delta: Float64Array): [number, number, number] {
  let oldLargest = 0, newLargest = 0, deltaLargest = 0;
  for (let i = 0; i < delta.length; i++) {
    if (delta[i] !== delta[i]) continue;
    oldLargest = Math.max(oldLargest, Math.abs(old[i]!));
    newLargest = Math.max(newLargest, Math.abs(fresh[i]!));
    deltaLargest = Math.max(deltaLargest, Math.abs(delta[i]!));
  }
  return [scaleExponent(oldLargest), scaleExponent(newLargest), scaleExponent(deltaLargest)];
}

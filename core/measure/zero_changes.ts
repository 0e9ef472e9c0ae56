import type { LanePair } from "./changed_bits.ts";

/** How signs and zeros changed, over pairs of elements that are finite on both sides. */
export interface ZeroChanges {
  /** Numbers of opposite sign; complex numbers have none. */
  signFlips: number;
  /** From other than zero to zero. */
  pruned: number;
  /** From zero to other than zero. */
  regrown: number;
}

/** Counts in a chunk; `delta` is NaN where a side of an element is not finite. */
export function countZeroChanges(lanes: LanePair, delta: Float64Array, counts: ZeroChanges): void {
  const { old, new: fresh, perElement } = lanes;
  for (let lane = 0; lane < delta.length; lane += perElement) {
    if (delta[lane] !== delta[lane]) continue;
    const wasZero = isZero(old, lane, perElement), isZeroNow = isZero(fresh, lane, perElement);
    if (wasZero !== isZeroNow) counts[wasZero ? "regrown" : "pruned"]++;
    else if (!wasZero && perElement === 1 && old[lane]! < 0 !== fresh[lane]! < 0) counts.signFlips++;
  }
}

function isZero(lanes: Float64Array, lane: number, perElement: 1 | 2): boolean {
  return lanes[lane] === 0 && (perElement === 1 || lanes[lane + 1] === 0);
}

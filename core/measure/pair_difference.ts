import type { LanePair } from "./changed_bits.ts";

/** What subtracting a chunk gave beside the differences. */
export interface ChunkDifference {
  /** Pairs of elements in which both sides are finite. */
  readonly finite: number;
  /** The differences are in units of two to this power: 0 unless they would overflow. */
  readonly exponent: number;
}

/** Above this, the length of a complex difference may overflow. */
const LARGE = 2 ** 1022;

/** Two bits of room: the length of a complex difference is below 2^1025.5. */
const ROOM = 2;

/**
 * Writes new - old, lane by lane, into `delta`; NaN for all lanes of an element
 * of which either side is not finite. `tails` are what the lanes lack.
 */
export function subtractLanes(lanes: LanePair, delta: Float64Array, tails?: LanePair): ChunkDifference {
  const { old, new: fresh } = lanes;
  if (tails) {
    for (let i = 0; i < delta.length; i++) delta[i] = (fresh[i]! - old[i]!) + (tails.new[i]! - tails.old[i]!);
  } else for (let i = 0; i < delta.length; i++) delta[i] = fresh[i]! - old[i]!;
  const finite = blankUnpaired(lanes, delta);
  if (largestSize(delta) <= LARGE) return { finite, exponent: 0 };
  for (let i = 0; i < delta.length; i++) {
    if (delta[i] === delta[i]) delta[i] = fresh[i]! * 2 ** -ROOM - old[i]! * 2 ** -ROOM;
  }
  return { finite, exponent: ROOM };
}

/** max |x|, 0 of none; NaN is not larger than anything. */
export function largestSize(numbers: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]!);
    if (size > largest) largest = size;
  }
  return largest;
}

/** Sets d to NaN where a side is not finite, and counts the pairs that remain. */
function blankUnpaired({ old, new: fresh, perElement }: LanePair, delta: Float64Array): number {
  let finite = delta.length / perElement;
  for (let at = 0; at < delta.length; at += perElement) {
    let sum = old[at]! - old[at]! + (fresh[at]! - fresh[at]!); // 0 if both are finite, else NaN
    if (perElement === 2) sum += old[at + 1]! - old[at + 1]! + (fresh[at + 1]! - fresh[at + 1]!);
    if (sum === 0) continue;
    delta.fill(NaN, at, at + perElement);
    finite--;
  }
  return finite;
}

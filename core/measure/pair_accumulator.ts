import type { Tolerance } from "../model/tolerance.ts";
import type { ChunkSummary } from "./chunk_summary.ts";
import type { LanePair } from "./changed_bits.ts";
import { countMismatches } from "./count_mismatches.ts";
import { LargestDifference, type LargestPlace, type LocateDifference } from "./largest_difference.ts";
import { MomentsAccumulator } from "./moments_accumulator.ts";
import { type ChunkDifference, largestSize } from "./pair_difference.ts";
import { PairSums } from "./pair_sums.ts";
import { ScaledSum, scaleExponent } from "./scaled_sum.ts";
import { countZeroChanges, type ZeroChanges } from "./zero_changes.ts";

/**
 * What is summed and followed over the pairs of elements that are finite on
 * both sides, fed a chunk at a time in element order.
 */
export class PairAccumulator {
  readonly sums: PairSums = new PairSums();
  /** Of d; without numbers where elements are complex. */
  readonly change: MomentsAccumulator = new MomentsAccumulator();
  readonly zeroChanges: ZeroChanges = { signFlips: 0, pruned: 0, regrown: 0 };
  readonly #absolute = new ScaledSum();
  readonly #largest = new LargestDifference();
  /** Lanes an element. */
  readonly perElement: 1 | 2;
  readonly #tolerance: Tolerance | undefined;
  #elements = 0;
  #finite = 0;
  #mismatched = 0;

  constructor(perElement: 1 | 2, tolerance?: Tolerance) {
    this.perElement = perElement;
    this.#tolerance = tolerance;
  }

  /** Adds a chunk; `delta` is new - old lane by lane and is overwritten with the absolute difference by element. */
  push(lanes: LanePair, delta: Float64Array, difference: ChunkDifference): void {
    const { finite, exponent } = difference;
    this.#finite += finite;
    countZeroChanges(lanes, delta, this.zeroChanges);
    this.sums.push(lanes, delta, exponent);
    if (lanes.perElement === 1 && finite > 0) this.change.push(delta, largestSize(delta), difference);
    const absolute = toAbsolute(delta, lanes.perElement);
    this.#largest.push(absolute, exponent, lanes, this.#elements);
    addAbsolute(this.#absolute, absolute, exponent);
    if (this.#tolerance) this.#mismatched += countMismatches(lanes, absolute, exponent, this.#tolerance);
    this.#elements += absolute.length;
  }

  /** Adds a chunk that is summed up already. */
  pushSummary(summary: ChunkSummary, locate: LocateDifference): void {
    const { count } = summary.old;
    this.#finite += count;
    this.#mismatched += summary.mismatched;
    this.zeroChanges.signFlips += summary.signFlips;
    this.zeroChanges.pruned += summary.pruned;
    this.zeroChanges.regrown += summary.regrown;
    this.change.pushSummary(count, summary.deltaSum, summary.deltaCentredSquares);
    this.sums.pushSummary(summary);
    this.#largest.pushSummary(summary.deltaMost, this.#elements, locate);
    this.#absolute.add(summary.deltaSizes, 0);
    this.#elements += count;
  }

  get elements(): number {
    return this.#elements;
  }
  /** Pairs of elements in which both sides are finite. */
  get finite(): number {
    return this.#finite;
  }
  /** Pairs beyond the tolerance; `undefined` where there is none. */
  get mismatched(): number | undefined {
    return this.#tolerance && this.#mismatched;
  }
  /** max |d| with its place; `null` before any finite pair. */
  get largest(): LargestPlace | null {
    return this.#largest.place;
  }
  /** sum |d| / n over finite pairs. */
  get meanAbsolute(): number {
    return this.#absolute.over(this.#finite);
  }
}

/** |d| by element, in the first part of the same buffer. */
function toAbsolute(delta: Float64Array, perElement: 1 | 2): Float64Array {
  const count = delta.length / perElement;
  if (perElement === 1) { for (let i = 0; i < count; i++) delta[i] = Math.abs(delta[i]!); }
  else for (let i = 0; i < count; i++) delta[i] = Math.hypot(delta[2 * i]!, delta[2 * i + 1]!);
  return delta.subarray(0, count);
}

function addAbsolute(sum: ScaledSum, absolute: Float64Array, exponent: number): void {
  const power = scaleExponent(largestSize(absolute)), scale = 2 ** -power;
  let total = 0;
  for (let i = 0; i < absolute.length; i++) if (absolute[i] === absolute[i]) total += absolute[i]! * scale;
  sum.add(total, power + exponent);
}

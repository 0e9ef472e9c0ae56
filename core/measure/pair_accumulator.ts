import type { Tolerance } from "../model/tolerance.ts";
import type { ChunkSummary } from "./chunk_summary.ts";
import type { LanePair } from "./changed_bits.ts";
import { countMismatches } from "./count_mismatches.ts";
import { LargestDifference, type LargestPlace, type LocateDifference } from "./largest_difference.ts";
import type { ChunkDifference } from "./pair_difference.ts";
import { PairSums } from "./pair_sums.ts";
import { ScaledSum, scaleExponent } from "./scaled_sum.ts";

/**
 * What is summed and followed over the pairs of elements that are finite on
 * both sides, fed a chunk at a time in element order.
 */
export class PairAccumulator {
  readonly sums: PairSums = new PairSums();
  readonly #absolute = new ScaledSum();
  readonly #largest = new LargestDifference();
  readonly #tolerance: Tolerance | undefined;
  #elements = 0;
  #finite = 0;
  #mismatched = 0;

  constructor(tolerance?: Tolerance) {
    this.#tolerance = tolerance;
  }

  /** Adds a chunk; `delta` is new - old lane by lane and is overwritten with the absolute difference by element. */
  push(lanes: LanePair, delta: Float64Array, { finite, exponent }: ChunkDifference): void {
    this.#finite += finite;
    this.sums.push(lanes, delta, exponent);
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
  let largest = 0;
  for (let i = 0; i < absolute.length; i++) if (absolute[i]! > largest) largest = absolute[i]!;
  const power = scaleExponent(largest), scale = 2 ** -power;
  let total = 0;
  for (let i = 0; i < absolute.length; i++) if (absolute[i] === absolute[i]) total += absolute[i]! * scale;
  sum.add(total, power + exponent);
}

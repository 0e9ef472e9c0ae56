import type { ChannelRatio, ChannelRatios } from "../../model/quantization_report.ts";
import { sortByNumbers } from "../../model/sort_by_numbers.ts";
import { decimalLogarithm } from "../decimal_logarithm.ts";

/** Channels that are named. */
const WORST = 5;

/**
 * Ten times the decimal logarithm of signal / noise, both sums of squares:
 * infinite without noise, `null` without signal or where a sum is beyond float64.
 *
 * @example
 * ```ts
 * import { decibels } from "./channel_noise.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([decibels(100, 1), decibels(1, 0), decibels(0, 1), decibels(Infinity, 1)], [20, Infinity, null, null]);
 * ```
 */
export function decibels(signal: number, noise: number): number | null {
  if (!(signal > 0 && signal < Infinity && noise < Infinity)) return null;
  return noise === 0 ? Infinity : 10 * (decimalLogarithm(signal) - decimalLogarithm(noise));
}

/** Sums up the squares of a weight and of its errors, channel by channel. */
export class ChannelNoise {
  readonly #signal: Float64Array;
  readonly #noise: Float64Array;

  /** Of so many channels. */
  constructor(count: number) {
    this.#signal = new Float64Array(count);
    this.#noise = new Float64Array(count);
  }

  /** Adds an element's weight and error. */
  add(channel: number, weight: number, error: number): void {
    this.#signal[channel]! += weight * weight;
    this.#noise[channel]! += error * error;
  }

  /** The least, the median and the lowest ratios. */
  finish(): ChannelRatios {
    const ratios: ChannelRatio[] = [];
    for (const [channel, signal] of this.#signal.entries()) {
      const sqnr_db = decibels(signal, this.#noise[channel]!);
      if (sqnr_db !== null) ratios.push({ channel, sqnr_db });
    }
    const sorted = sortByNumbers(ratios, ({ sqnr_db }) => [sqnr_db]), middle = sorted.length >> 1;
    const at = (index: number) => sorted[index]?.sqnr_db ?? null;
    const isOdd = sorted.length % 2 === 1;
    return {
      count: sorted.length,
      without_ratio: this.#signal.length - sorted.length,
      min_db: at(0),
      median_db: isOdd || sorted.length === 0 ? at(middle) : (at(middle - 1)! + at(middle)!) / 2,
      worst: sorted.slice(0, WORST),
    };
  }
}

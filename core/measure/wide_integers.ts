/**
 * 64-bit integers need exact extremes and differences, which float64 lanes
 * cannot hold. Most elements are small enough for them all the same; those that
 * are not are followed as `bigint`.
 *
 * @module
 */
import type { Figure } from "../model/measures.ts";
import { narrowInteger } from "../model/scalar.ts";
import type { LanePair } from "./changed_bits.ts";
import type { ChunkSummary } from "./chunk_summary.ts";
import type { LaneReader } from "./lane_readers.ts";
import type { LocateDifference } from "./largest_difference.ts";
import type { ChunkDifference } from "./pair_difference.ts";

/** The 64-bit integers of a chunk. */
export type WideValues = BigInt64Array | BigUint64Array;

/** Integers up to this size are exact as float64, and so are their differences. */
const NARROW = 2 ** 52;

/** The integers of a chunk, at any alignment. */
export function wideValues(bytes: Uint8Array, name: string): WideValues {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const type = name === "int64" ? BigInt64Array : BigUint64Array;
  return new type(aligned.buffer as ArrayBuffer, aligned.byteOffset, Math.floor(aligned.length / 8));
}

/** Reads what float64 lanes of 64-bit integers rounded away. */
export function readIntegerTails(get: "getBigInt64" | "getBigUint64"): LaneReader {
  return (view, count, into) => {
    for (let i = 0; i < count; i++) {
      const value = view[get](i * 8, true);
      into[i] = Number(value - BigInt(Number(value)));
    }
  };
}

/** The exact smallest and largest of the integers that lie beyond `NARROW`. */
export class WideExtremes {
  #min: bigint | null = null;
  #max: bigint | null = null;

  /** Adds a chunk: its integers and the same as lanes. */
  push(values: WideValues, lanes: Float64Array): void {
    for (let i = 0; i < lanes.length; i++) {
      if (Math.abs(lanes[i]!) <= NARROW) continue;
      const value = values[i]!;
      if (this.#min === null || value < this.#min) this.#min = value;
      if (this.#max === null || value > this.#max) this.#max = value;
    }
  }

  /** The extremes, given those of the lanes: an extreme lane beyond `NARROW` stands for an integer kept here. */
  exact(min: number | null, max: number | null): { min: Figure | null; max: Figure | null } {
    const pick = (lane: number | null, kept: bigint | null) =>
      lane === null || Math.abs(lane) <= NARROW ? lane : narrowInteger(kept!);
    return { min: pick(min, this.#min), max: pick(max, this.#max) };
  }
}

/** The largest absolute difference of two sides of 64-bit integers, exactly. */
export class WideDifference {
  #largest: number | bigint = -1;
  #index = -1;
  #old: number | bigint = 0;
  #new: number | bigint = 0;
  #elements = 0;

  /** Adds a chunk and writes new - old, exact before it is rounded to float64, into `delta`. */
  push(values: { old: WideValues; new: WideValues }, lanes: LanePair, delta: Float64Array): ChunkDifference {
    for (let i = 0; i < delta.length; i++) {
      let a: number | bigint = lanes.old[i]!, b: number | bigint = lanes.new[i]!;
      let size: number | bigint;
      if (Math.abs(a) <= NARROW && Math.abs(b) <= NARROW) {
        delta[i] = b - a;
        size = Math.abs(delta[i]!);
      } else {
        a = values.old[i]!, b = values.new[i]!;
        size = b < a ? a - b : b - a;
        delta[i] = Number(b - a);
      }
      if (size <= this.#largest) continue; // number against bigint compares exactly
      this.#largest = size;
      this.#index = this.#elements + i;
      this.#old = a;
      this.#new = b;
    }
    this.#elements += delta.length;
    return { finite: delta.length, exponent: 0 };
  }

  /** Adds a chunk of integers that float64 holds, summed up already. */
  pushSummary({ deltaMost, old: { count } }: ChunkSummary, locate: LocateDifference): void {
    if (deltaMost > this.#largest) {
      const { at, old, new: fresh } = locate(deltaMost);
      this.#largest = deltaMost;
      this.#index = this.#elements + at;
      this.#old = old;
      this.#new = fresh;
    }
    this.#elements += count;
  }

  get largest(): { value: number | bigint; index: number; old: number | bigint; new: number | bigint } | null {
    if (this.#index < 0) return null;
    return {
      value: narrowInteger(this.#largest),
      index: this.#index,
      old: narrowInteger(this.#old),
      new: narrowInteger(this.#new),
    };
  }
}

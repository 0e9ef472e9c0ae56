import type { Distribution, DistributionBasis, Drift } from "../../model/measures.ts";
import type { TensorNode } from "../../model/tensor.ts";
import type { ValueCounts } from "./value_counts.ts";

/** Which codes are counted: each element's own bits, or the upper 16 bits of it as float32. */
export interface CodeKind {
  readonly basis: DistributionBasis;
  /** Bits of a code. */
  readonly bits: 8 | 16;
}

/** How the values of a tensor, or of a pair of them, are counted. */
export interface Counting {
  /** `null`: values are few, and are counted one by one. */
  readonly codes: CodeKind | null;
  /** A counter for a tensor of real numbers. */
  createCounter(tensor: TensorNode): ValueCounter;
}

/** Where the counting of tensors is decided. */
export interface CountingChoice {
  /** How a tensor is counted, or a pair of them, so that both sides can be held against each other. */
  of(...tensors: readonly TensorNode[]): Counting;
}

/** Counts the values of one tensor, fed a chunk at a time in any order. */
export interface ValueCounter {
  /** Adds a chunk: its bytes and the same as floating-point numbers. */
  push(bytes: Uint8Array, lanes: Float64Array): void;
  /** Adds how often codes were seen: code, count, code, count ... */
  pushCounts(counts: Uint32Array): void;
  /** Adds finite values, where they are counted one by one. */
  pushValues(values: Float32Array | Float64Array): void;
  /** The values with their smallest and largest; `null` if some could not be counted as what they are, or there are none. */
  finish(extremes: Extremes): CountedValues | null;
}

/** The smallest and the largest finite value; `null` without any. */
export interface Extremes {
  readonly min: number | null;
  readonly max: number | null;
}

/** What follows from the counts of one tensor's values. */
export interface CountedValues {
  readonly counts: ValueCounts;
  readonly distribution: Distribution;
  /** The smallest value that at least this share of the values does not exceed, as exact as the distribution. */
  quantile(share: number): number;
  /** How far it is to values that were counted in the same way. `std` is the population's standard deviation of these. */
  driftTo(fresh: CountedValues, std: number | null): Drift;
}

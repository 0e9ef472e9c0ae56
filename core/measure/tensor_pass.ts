import type { MeasuredPair, TensorStats } from "../model/measures.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import { isExact, type Tolerance } from "../model/tolerance.ts";
import { type ChangeCounts, countChangedBits, countChangedExact, countChangedValues } from "./changed_bits.ts";
import { isWideInteger, type Lanes, lanesOf } from "./lanes.ts";
import { PairAccumulator } from "./pair_accumulator.ts";
import { pairMeasures } from "./pair_measures.ts";
import { type Chunk, CHUNK_ELEMENTS, readChunks } from "./paired_blocks.ts";
import { StatsAccumulator } from "./stats_accumulator.ts";
import { WideDifference, WideExtremes } from "./wide_integers.ts";

/** How a pass reads and what it counts as close. */
export interface PassOptions {
  readonly blockBytes: number;
  readonly tolerance?: Tolerance;
}

/**
 * Reads both tensors once, side by side, and measures them and their
 * difference. Tensors whose elements cannot be paired (other shape, no data, no
 * common kind of number) are measured each for itself.
 *
 * This is the plain pass: exact, in one thread, and the oracle of faster ones.
 */
export async function measurePair(old: TensorNode, fresh: TensorNode, options: PassOptions): Promise<MeasuredPair> {
  const reason = whyUnpaired(old, fresh);
  if (reason !== null) {
    return {
      old: await measureTensor(old, options),
      new: await measureTensor(fresh, options),
      unmeasured: { changed_elements: reason },
    };
  }
  const pass = new PairPass(old, fresh, options.tolerance);
  for await (const chunk of readChunks([old, fresh], elementCount(old.shape), options.blockBytes)) pass.push(chunk);
  return pass.finish();
}

/** Statistics of one tensor, or `null` for one without data or whose elements are not numbers. */
export async function measureTensor(tensor: TensorNode, { blockBytes }: PassOptions): Promise<TensorStats | null> {
  if (tensor.data === null || lanesOf(tensor) === undefined) return null;
  const side = new Side(tensor);
  for await (const { first, count, bytes } of readChunks([tensor], elementCount(tensor.shape), blockBytes)) {
    side.push(bytes[0]!, first, count);
  }
  return side.finish();
}

function whyUnpaired(old: TensorNode, fresh: TensorNode): string | null {
  if (old.data === null) return "the old tensor has a shape but no data (meta tensor)";
  if (fresh.data === null) return "the new tensor has a shape but no data (meta tensor)";
  if (old.shape.length !== fresh.shape.length || old.shape.some((size, axis) => size !== fresh.shape[axis])) {
    return "the shapes differ";
  }
  if (old.dtype.name === fresh.dtype.name) return null;
  const oldLanes = lanesOf(old), newLanes = lanesOf(fresh);
  if (!oldLanes || !newLanes || oldLanes.perElement !== newLanes.perElement) {
    return `${old.dtype.name} and ${fresh.dtype.name} have no common kind of number`;
  }
  return null;
}

/** One tensor's decoding and statistics. */
class Side {
  readonly lanes: Lanes | undefined;
  readonly #buffer: Float64Array;
  readonly #stats: StatsAccumulator;
  readonly #wide: WideExtremes | undefined;
  /** The chunk's elements as `bigint`, for 64-bit integers. */
  wideValues: BigInt64Array | BigUint64Array | undefined;

  constructor(tensor: TensorNode) {
    this.lanes = lanesOf(tensor);
    const perElement = this.lanes?.perElement ?? 1;
    this.#buffer = new Float64Array(this.lanes ? Math.min(CHUNK_ELEMENTS, elementCount(tensor.shape)) * perElement : 0);
    this.#stats = new StatsAccumulator(perElement);
    this.#wide = isWideInteger(tensor.dtype) ? new WideExtremes(tensor.dtype.name) : undefined;
  }

  /** Decodes a chunk, adds it to the statistics and gives its lanes. */
  push(bytes: Uint8Array, first: number, count: number): Float64Array | undefined {
    if (!this.lanes) return undefined;
    const lanes = this.#buffer.subarray(0, count * this.lanes.perElement);
    this.lanes.read(bytes, first, count, lanes);
    this.#stats.push(lanes);
    if (this.#wide) this.#wide.push(this.wideValues = this.#wide.view(bytes));
    return lanes;
  }

  finish(): TensorStats | null {
    return this.lanes ? this.#stats.finish(this.#wide?.extremes) : null;
  }
}

/** Both sides of a pair and their difference. */
class PairPass {
  readonly #old: Side;
  readonly #new: Side;
  readonly #shape: readonly number[];
  readonly #bits: number | null;
  readonly #counts: ChangeCounts = { changed: 0, signedZero: 0, nanPayload: 0 };
  readonly #pair: PairAccumulator | undefined;
  readonly #wide: WideDifference | undefined;
  readonly #delta: Float64Array;

  constructor(old: TensorNode, fresh: TensorNode, tolerance?: Tolerance) {
    this.#old = new Side(old);
    this.#new = new Side(fresh);
    this.#shape = old.shape;
    this.#bits = comparesBits(old, fresh) ? old.dtype.bits : null;
    const perElement = this.#old.lanes?.perElement;
    const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
    if (perElement) this.#pair = new PairAccumulator(perElement, used);
    if (isWideInteger(old.dtype) && isWideInteger(fresh.dtype)) this.#wide = new WideDifference();
    this.#delta = new Float64Array(CHUNK_ELEMENTS * (perElement ?? 0));
  }

  push({ first, count, bytes: [oldBytes, newBytes] }: Chunk): void {
    const oldLanes = this.#old.push(oldBytes!, first, count);
    const newLanes = this.#new.push(newBytes!, first, count);
    if (!oldLanes || !newLanes || !this.#pair) {
      return countChangedBits(oldBytes!, newBytes!, this.#bits!, count, this.#counts);
    }
    const lanes = { old: oldLanes, new: newLanes, perElement: this.#old.lanes!.perElement };
    const oldWide = this.#old.wideValues, newWide = this.#new.wideValues;
    if (this.#bits !== null) countChangedBits(oldBytes!, newBytes!, this.#bits, count, this.#counts, lanes);
    else if (oldWide || newWide) countChangedExact(oldWide ?? oldLanes, newWide ?? newLanes, count, this.#counts);
    else countChangedValues(lanes, count, this.#counts);
    const delta = this.#delta.subarray(0, oldLanes.length);
    if (this.#wide) this.#wide.push(oldWide!, newWide!, delta);
    else for (let i = 0; i < delta.length; i++) delta[i] = newLanes[i]! - oldLanes[i]!;
    this.#pair.push(oldLanes, newLanes, delta);
  }

  finish(): MeasuredPair {
    return {
      old: this.#old.finish(),
      new: this.#new.finish(),
      ...pairMeasures(this.#counts, elementCount(this.#shape), this.#shape, this.#pair, this.#wide?.largest),
    };
  }
}

/** Same type and, for quantized tensors, same scales: equal patterns are equal values. */
function comparesBits(old: TensorNode, fresh: TensorNode): boolean {
  if (old.dtype.name !== fresh.dtype.name) return false;
  return JSON.stringify(old.quantization) === JSON.stringify(fresh.quantization);
}

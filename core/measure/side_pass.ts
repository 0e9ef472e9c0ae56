import type { TensorStats } from "../model/measures.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { SideSummary } from "./chunk_summary.ts";
import { isWideInteger, type Lanes, lanesOf } from "./lanes.ts";
import { CHUNK_ELEMENTS } from "./paired_blocks.ts";
import { StatsAccumulator } from "./stats_accumulator.ts";
import { WideExtremes, wideValues } from "./wide_integers.ts";

/** One tensor's decoding and statistics. */
export class SidePass {
  readonly lanes: Lanes | undefined;
  readonly #tensor: TensorNode;
  readonly #buffer: Float64Array;
  readonly #stats: StatsAccumulator;
  readonly #extremes: WideExtremes | undefined;

  constructor(tensor: TensorNode) {
    this.#tensor = tensor;
    this.lanes = lanesOf(tensor);
    const perElement = this.lanes?.perElement ?? 1;
    this.#buffer = this.lanes ? laneBuffer(tensor.shape, perElement) : new Float64Array(0);
    this.#stats = new StatsAccumulator(perElement);
    if (isWideInteger(tensor.dtype)) this.#extremes = new WideExtremes();
  }

  /** Decodes a chunk, adds it to the statistics and gives its lanes. */
  push(bytes: Uint8Array, first: number, count: number): Float64Array | undefined {
    if (!this.lanes) return undefined;
    const lanes = this.#buffer.subarray(0, count * this.lanes.perElement);
    this.lanes.read(bytes, first, count, lanes);
    this.#stats.push(lanes);
    this.#extremes?.push(wideValues(bytes, this.#tensor.dtype.name), lanes);
    return lanes;
  }

  /** Adds a chunk that is summed up already. */
  pushSummary(summary: SideSummary): void {
    this.#stats.pushSummary(summary);
  }

  finish(): TensorStats | null {
    if (!this.lanes) return null;
    return this.#stats.finish(this.#extremes?.exact(this.#stats.min, this.#stats.max));
  }
}

/** Room for the lanes of one chunk. */
export function laneBuffer(shape: readonly number[], perElement: number): Float64Array {
  return new Float64Array(Math.min(CHUNK_ELEMENTS, elementCount(shape)) * perElement);
}

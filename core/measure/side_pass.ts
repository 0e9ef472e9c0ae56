import type { TensorStats } from "../model/measures.ts";
import { smallestNormal } from "../model/smallest_normal.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import { unravel } from "../model/unravel.ts";
import type { SideSummary } from "./chunk_summary.ts";
import type { CountedValues, Counting, ValueCounter } from "./distribution/counting.ts";
import { isWideInteger, type Lanes, lanesOf } from "./lanes.ts";
import { CHUNK_ELEMENTS } from "./paired_blocks.ts";
import { SideScan, type SideScanState } from "./side_scan/side_scan.ts";
import { StatsAccumulator } from "./stats_accumulator.ts";
import { WideExtremes, wideValues } from "./wide_integers.ts";

/** Statistics, and the counted values where they were asked for and can be told. */
export interface FinishedSide {
  readonly stats: TensorStats | null;
  readonly counted: CountedValues | null;
}

/** One tensor's decoding and statistics. */
export class SidePass {
  readonly lanes: Lanes | undefined;
  readonly #tensor: TensorNode;
  /** Made when a chunk comes that was not summed up already. */
  #buffer: Float64Array | undefined;
  readonly #stats: StatsAccumulator;
  readonly #extremes: WideExtremes | undefined;
  readonly #values: ValueCounter | undefined;
  readonly #scan: SideScan | undefined;

  /** Where it is said how values are counted, they are. */
  constructor(tensor: TensorNode, counting?: Counting) {
    this.#tensor = tensor;
    this.lanes = lanesOf(tensor);
    if (counting && areCountable(tensor)) this.#values = counting.createCounter(tensor);
    this.#stats = new StatsAccumulator(this.lanes?.perElement ?? 1, smallestNormal(tensor.dtype));
    if (isWideInteger(tensor.dtype)) this.#extremes = new WideExtremes();
    this.#scan = SideScan.of(tensor);
  }

  /** Decodes a chunk, adds it to the statistics and gives its lanes. `isCounted`: its codes come as a table. */
  push(bytes: Uint8Array, first: number, count: number, isCounted = false): Float64Array | undefined {
    if (!this.lanes) return undefined;
    this.#buffer ??= laneBuffer(this.#tensor.shape, this.lanes.perElement);
    const lanes = this.#buffer.subarray(0, count * this.lanes.perElement);
    this.lanes.read(bytes, first, count, lanes);
    this.#stats.push(lanes);
    this.#extremes?.push(wideValues(bytes, this.#tensor.dtype.name), lanes);
    if (!isCounted) this.#values?.push(bytes, lanes);
    return lanes;
  }

  /** Looks where a chunk's elements lie; `zeros` says how many of them are zero, where that is known. */
  scan(bytes: Uint8Array, count: number, zeros: number | null = null): void {
    this.#scan?.push(bytes, count, zeros);
  }

  /** Adds what is known of where the elements lie that follow. */
  joinScan(state: SideScanState): void {
    this.#scan?.join(state);
  }

  /** Adds a chunk that is summed up already. */
  pushSummary(summary: SideSummary): void {
    this.#stats.pushSummary(summary);
  }

  /** Adds how often codes were seen in chunks that are not counted otherwise: code, count, code, count ... */
  pushPatterns(counts: Uint32Array): void {
    this.#values?.pushCounts(counts);
  }

  /** Adds the values of a chunk that was summed up already, where they are counted one by one. */
  pushValues(values: Float32Array | Float64Array): void {
    this.#values?.pushValues(values);
  }

  finish(): FinishedSide {
    if (!this.lanes) return { stats: null, counted: null };
    const sums = this.#stats.finish(this.#extremes?.exact(this.#stats.min, this.#stats.max));
    const first = this.#stats.firstSpecial;
    const told = first === null ? sums : { ...sums, first_nonfinite: unravel(first, this.#tensor.shape) };
    // One value alone is exact in many types: nothing to tell of a tensor.
    const stats = this.#scan ? { ...told, ...this.#scan.finish(sums.min === sums.max) } : told;
    const counted = this.#values?.finish(this.#stats) ?? null;
    return { stats: counted ? { ...stats, distribution: counted.distribution } : stats, counted };
  }
}

/** Whether elements are real numbers that one float64 holds, or comes near to as with large integers. */
export function areCountable(tensor: TensorNode): boolean {
  const lanes = lanesOf(tensor);
  return lanes?.perElement === 1 && (!lanes.readTails || isWideInteger(tensor.dtype));
}

/** Room for the lanes of one chunk. */
export function laneBuffer(shape: readonly number[], perElement: number): Float64Array {
  return new Float64Array(Math.min(CHUNK_ELEMENTS, elementCount(shape)) * perElement);
}

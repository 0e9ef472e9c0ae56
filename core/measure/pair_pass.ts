import type { MeasuredPair } from "../model/measures.ts";
import type { TensorNode } from "../model/tensor.ts";
import { isExact, type Tolerance } from "../model/tolerance.ts";
import { type ChangeCounts, countChangedBits, countChangedValues, type LanePair } from "./changed_bits.ts";
import type { ChunkSummary } from "./chunk_summary.ts";
import { CastCounter } from "./cast/cast_counter.ts";
import { castFormatOf } from "./cast/cast_format.ts";
import { comparesBits } from "./compares_bits.ts";
import type { Counting } from "./distribution/counting.ts";
import { isWideInteger } from "./lanes.ts";
import type { LocateDifference } from "./largest_difference.ts";
import { PairAccumulator } from "./pair_accumulator.ts";
import { subtractLanes } from "./pair_difference.ts";
import { pairMeasures } from "./pair_measures.ts";
import type { Chunk } from "./paired_blocks.ts";
import type { SideScanState } from "./side_scan/side_scan.ts";
import { type FinishedSide, laneBuffer, SidePass } from "./side_pass.ts";
import { WideDifference, type WideValues, wideValues } from "./wide_integers.ts";

/** Both sides of a pair and their difference. */
export class PairPass {
  readonly #oldTensor: TensorNode;
  readonly #newTensor: TensorNode;
  readonly #old: SidePass;
  readonly #new: SidePass;
  readonly #counts: ChangeCounts = { changed: 0, signedZero: 0, nanPayload: 0 };
  readonly #comparesBits: boolean;
  readonly #pair: PairAccumulator | undefined;
  readonly #wide: WideDifference | undefined;
  readonly #cast: CastCounter | undefined;
  readonly #needsTails: boolean;
  /** Made when a chunk comes that was not summed up already. */
  #delta: Float64Array | undefined;
  #tails: LanePair | undefined;

  /** Where it is said how values are counted, they are. */
  constructor(
    old: TensorNode,
    fresh: TensorNode,
    { tolerance, counting }: {
      readonly tolerance?: Tolerance | undefined;
      readonly counting?: Counting | undefined;
    } = {},
  ) {
    this.#oldTensor = old;
    this.#newTensor = fresh;
    this.#old = new SidePass(old, counting);
    this.#new = new SidePass(fresh, counting);
    this.#comparesBits = comparesBits(old, fresh);
    const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
    if (this.#old.lanes) this.#pair = new PairAccumulator(this.#old.lanes.perElement, used);
    if (isWideInteger(old.dtype) && isWideInteger(fresh.dtype)) this.#wide = new WideDifference();
    const format = castFormatOf(old, fresh);
    if (format) this.#cast = new CastCounter(format);
    const isInexact = Boolean(this.#old.lanes?.readTails || this.#new.lanes?.readTails);
    this.#needsTails = isInexact && !(this.#wide && this.#comparesBits);
  }

  /** Adds a chunk. `isCounted`: its codes come as tables. */
  push({ first, count, bytes: [oldBytes, newBytes] }: Chunk, isCounted = false): void {
    const old = this.#old.push(oldBytes!, first, count, isCounted);
    const fresh = this.#new.push(newBytes!, first, count, isCounted);
    if (!old || !fresh || !this.#pair) {
      return countChangedBits(oldBytes!, newBytes!, this.#oldTensor.dtype, count, this.#counts);
    }
    const lanes: LanePair = { old, new: fresh, perElement: this.#old.lanes!.perElement };
    const tails = this.#readTails(oldBytes!, newBytes!, count);
    if (this.#comparesBits) {
      countChangedBits(oldBytes!, newBytes!, this.#oldTensor.dtype, count, this.#counts, lanes);
    } else countChangedValues(lanes, count, this.#counts, tails);
    this.#cast?.push(lanes);
    this.#delta ??= laneBuffer(this.#oldTensor.shape, lanes.perElement);
    const delta = this.#delta.subarray(0, old.length);
    const difference = this.#wide
      ? this.#wide.push(this.#wideSides(oldBytes!, newBytes!), lanes, delta)
      : subtractLanes(lanes, delta, tails);
    this.#pair.push(lanes, delta, difference);
  }

  /** Looks where a chunk's elements lie, on both sides. */
  scan({ count, bytes: [oldBytes, newBytes] }: Chunk, summary: ChunkSummary | null = null): void {
    this.#old.scan(oldBytes!, count, summary && summary.old.zeros);
    this.#new.scan(newBytes!, count, summary && summary.new.zeros);
  }

  /** Adds what is known of where the elements lie that follow. */
  joinScans(old: SideScanState | null, fresh: SideScanState | null): void {
    if (old) this.#old.joinScan(old);
    if (fresh) this.#new.joinScan(fresh);
  }

  /** Adds a chunk that is summed up already. */
  pushSummary(summary: ChunkSummary, locate: LocateDifference): void {
    this.#counts.changed += summary.changed;
    this.#counts.signedZero += summary.signedZeros;
    this.#old.pushSummary(summary.old);
    this.#new.pushSummary(summary.new);
    this.#cast?.pushSummary(summary);
    this.#wide?.pushSummary(summary, locate);
    this.#pair!.pushSummary(summary, locate);
  }

  /** Adds how often codes were seen on each side in chunks that are not counted otherwise. */
  pushPatterns(patterns: { readonly old: Uint32Array; readonly new: Uint32Array }): void {
    this.#old.pushPatterns(patterns.old);
    this.#new.pushPatterns(patterns.new);
  }

  /** Adds the values of a chunk that was summed up already, where they are counted one by one. */
  pushValues(valuesOf: (side: "old" | "new") => Float32Array | Float64Array): void {
    this.#old.pushValues(valuesOf("old"));
    this.#new.pushValues(valuesOf("new"));
  }

  finish(): MeasuredPair {
    const { shape } = this.#oldTensor, sides = finishSides(this.#old.finish(), this.#new.finish());
    const { measures, unmeasured } = pairMeasures(
      this.#counts,
      shape,
      this.#pair,
      sides.old?.std ?? null,
      this.#wide?.largest,
    );
    return { ...sides, measures: { ...measures!, ...this.#cast?.finish() }, unmeasured };
  }

  #readTails(oldBytes: Uint8Array, newBytes: Uint8Array, count: number): LanePair | undefined {
    if (!this.#needsTails) return undefined;
    const { shape } = this.#oldTensor, { perElement } = this.#old.lanes!;
    this.#tails ??= { old: laneBuffer(shape, perElement), new: laneBuffer(shape, perElement), perElement };
    this.#old.lanes!.readTails?.(oldBytes, count, this.#tails.old);
    this.#new.lanes!.readTails?.(newBytes, count, this.#tails.new);
    return this.#tails;
  }

  #wideSides(oldBytes: Uint8Array, newBytes: Uint8Array): { old: WideValues; new: WideValues } {
    return {
      old: wideValues(oldBytes, this.#oldTensor.dtype.name),
      new: wideValues(newBytes, this.#newTensor.dtype.name),
    };
  }
}

/** Both sides' statistics, and how far their distributions are apart where both are known. */
export function finishSides(
  old: FinishedSide | null,
  fresh: FinishedSide | null,
): Pick<MeasuredPair, "old" | "new" | "drift"> {
  const drift = old?.counted && fresh?.counted ? old.counted.driftTo(fresh.counted, old.stats!.std) : null;
  return { old: old && old.stats, new: fresh && fresh.stats, ...(drift ? { drift } : {}) };
}

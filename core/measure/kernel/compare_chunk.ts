import { smallestNormal } from "../../model/smallest_normal.ts";
import type { TensorNode } from "../../model/tensor.ts";
import type { Tolerance } from "../../model/tolerance.ts";
import { type CastFormat, castFormatOf } from "../cast/cast_format.ts";
import { type ChunkSummary, sameOnBothSides, type SideSummary } from "../chunk_summary.ts";
import type { CastCounts } from "../cast/cast_counter.ts";
import { comparesBits } from "../compares_bits.ts";
import { type ChunkDecoder, createChunkDecoder } from "./chunk_decoder.ts";
import { elementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { CAST, NORMAL, PAIR, RESULT, SIDE, SIDE_SLOTS, SLOTS } from "./kernel_memory.ts";
import { isSquarable, type LaneFunctions, laneFunctions } from "./lane_functions.ts";
import type { PatternTables } from "./pattern_tables.ts";
import { type ChunkPlace, type FillResults, resultFiller } from "./result_filler.ts";

const NO_CASTS: CastCounts = { notNearest: 0, notTruncated: 0 };

const NOWHERE: ChunkPlace = { first: 0, count: 0, old: 0, new: 0 };

/** What more is found out about chunks. */
export interface ComparerOptions {
  readonly tolerance?: Tolerance | undefined;
  /** Patterns are counted in them. */
  readonly tables?: PatternTables | undefined;
}

/** Compares chunks of one pair of tensors. */
export class ChunkComparer {
  readonly #kernel: Kernel;
  readonly #old: ChunkDecoder;
  readonly #new: ChunkDecoder;
  /** Bits of the lanes that both sides are decoded to. */
  readonly #lane: 32 | 64;
  readonly #lanes: LaneFunctions;
  readonly #results: Float64Array;
  readonly #comparesBits: boolean;
  readonly #tolerance: Tolerance | undefined;
  readonly #cast: CastFormat | undefined;
  readonly #fill: FillResults;
  #chunk: ChunkPlace = NOWHERE;
  #isSame = false;
  #decoded: ChunkPlace | null = null;

  /** Both tensors are ones that `elementKind` knows. */
  constructor(kernel: Kernel, old: TensorNode, fresh: TensorNode, { tolerance, tables }: ComparerOptions = {}) {
    this.#kernel = kernel;
    this.#tolerance = tolerance;
    this.#lane = elementKind(old)!.lane === 64 || elementKind(fresh)!.lane === 64 ? 64 : 32;
    this.#old = createChunkDecoder(kernel, old, "old", this.#lane);
    this.#new = createChunkDecoder(kernel, fresh, "new", this.#lane);
    this.#comparesBits = comparesBits(old, fresh);
    this.#cast = castFormatOf(old, fresh);
    this.#lanes = laneFunctions(kernel, this.#lane);
    this.#results = new Float64Array(kernel.memory.buffer, RESULT, SLOTS);
    this.#results[NORMAL.old] = smallestNormal(old.dtype) ?? 0;
    this.#results[NORMAL.new] = smallestNormal(fresh.dtype) ?? 0;
    const whole = this.#comparesBits && !old.quantization ? this.#old.kind.decoder : null;
    this.#fill = resultFiller(kernel, this.#lane, whole, tables);
  }

  /**
   * The summary of a chunk, or `null` where it has NaN, infinities, numbers whose squares leave float64's range or
   * integers that float64 does not hold. If its bytes are the same on both sides, one side is enough.
   */
  compare(place: ChunkPlace): ChunkSummary | null {
    this.#begin(place, this.#comparesBits && this.#hasSameBytes(place));
    if (!this.#fillPlain()) return null;
    if (this.#isSame) return sameOnBothSides(this.#side("old"));
    const results = this.#results;
    const oldSide = this.#side("old"), newSide = this.#side("new");
    const changed = this.#countChanged();
    const mayTurnZeros = this.#comparesBits && changed > 0 && oldSide.zeros > 0 && newSide.zeros > 0;
    return {
      old: oldSide,
      new: newSide,
      changed,
      ...this.#zeroChanges(oldSide.zeros, newSide.zeros),
      signedZeros: mayTurnZeros ? this.#overLanes(this.#lanes.countSignedZeros) : 0,
      products: this.#products(oldSide.squares, newSide.squares),
      deltaSquares: results[PAIR.deltaSquares]!,
      deltaSum: results[PAIR.deltaSum]!,
      deltaCentredSquares: this.#centredDifferences(),
      deltaSizes: results[PAIR.deltaSizes]!,
      deltaMost: results[PAIR.deltaMost]!,
      mismatched: this.#countMismatches(),
      ...this.#countCasts(),
    };
  }

  /** The summary of the old side alone, or `null` as above. */
  describe(place: ChunkPlace): SideSummary | null {
    this.#begin(place, true);
    return this.#fillPlain() ? this.#side("old") : null;
  }

  /** Whether the patterns of the last chunk were counted, if any are: only what cannot be decoded is left out. */
  get isCounted(): boolean {
    return this.#lanesOrNull() !== null;
  }

  /** The first element of the last chunk at which |d| is `size`, and both values there. */
  locate(size: number): { readonly at: number; readonly old: number; readonly new: number } {
    const { old, new: fresh, count } = this.#lanesOrNull()!;
    const at = this.#lanes.findDifference(old, fresh, count, size);
    return { at, old: this.#valueAt(old, at), new: this.#valueAt(fresh, at) };
  }

  /** The values of a side of the last chunk, which must be one that was summed up; valid until the next one. */
  valuesOf(side: "old" | "new"): Float32Array | Float64Array {
    const lanes = this.#lanesOrNull()!, type = this.#lane === 32 ? Float32Array : Float64Array;
    return new type(this.#kernel.memory.buffer, lanes[side], lanes.count);
  }

  #begin(place: ChunkPlace, isSame: boolean): void {
    this.#chunk = place;
    this.#isSame = isSame;
    this.#decoded = null;
  }

  #hasSameBytes({ old, new: fresh, count }: ChunkPlace): boolean {
    return this.#kernel.isSame(old, fresh, count * this.#old.kind.width) === 1;
  }

  /** Whether the results of the kernel are those of a plain chunk. */
  #fillPlain(): boolean {
    const limit = this.#fill(this.#chunk, this.#isSame, () => this.#lanesOrNull());
    if (limit === null) return false;
    const results = this.#results;
    const sum = results[SIDE_SLOTS.old + SIDE.squares]! + results[SIDE_SLOTS.new + SIDE.squares]!;
    if (sum - sum !== 0) return false;
    const oldMost = largestOf(results, SIDE_SLOTS.old);
    const newMost = this.#isSame ? oldMost : largestOf(results, SIDE_SLOTS.new);
    if (oldMost >= limit || newMost >= limit) return false;
    if (this.#lane === 32) return true;
    return isSquarable(oldMost) && isSquarable(newMost) && isSquarable(results[PAIR.deltaMost]!);
  }

  /** The lanes of the chunk, decoded when they are first asked for; `null` if they cannot be. */
  #lanesOrNull(): ChunkPlace | null {
    if (this.#decoded) return this.#decoded;
    const { first, count } = this.#chunk;
    const old = this.#old.decode(this.#chunk.old, first, count);
    const fresh = this.#isSame ? old : this.#new.decode(this.#chunk.new, first, count);
    return this.#decoded = old === null || fresh === null ? null : { first, count, old, new: fresh };
  }

  #overLanes(count: LaneFunctions["countUnequal"]): number {
    const lanes = this.#lanesOrNull()!;
    return count(lanes.old, lanes.new, lanes.count);
  }

  #countMismatches(): number {
    if (!this.#tolerance) return 0;
    const { rtol, atol } = this.#tolerance, { old, new: fresh, count } = this.#lanesOrNull()!;
    return this.#lanes.countBeyond(old, fresh, count, rtol, atol);
  }

  #countCasts(): CastCounts {
    if (!this.#cast) return NO_CASTS;
    const { mantissaBits, minExponent, largest, overflow } = this.#cast,
      { old, new: fresh, count } = this.#lanesOrNull()!;
    this.#lanes.countCasts(old, fresh, count, mantissaBits, 2 ** minExponent, largest, overflow[0]!);
    return { notNearest: this.#results[CAST.notNearest]!, notTruncated: this.#results[CAST.notTruncated]! };
  }

  #side(side: "old" | "new"): SideSummary {
    const slot = SIDE_SLOTS[side], results = this.#results, { count } = this.#chunk;
    const sum = results[slot + SIDE.sum]!, squares = results[slot + SIDE.squares]!;
    return {
      count,
      zeros: results[slot + SIDE.zeros]!,
      negativeZeros: results[slot + SIDE.negativeZeros]!,
      subnormals: results[slot + SIDE.subnormals]!,
      min: results[slot + SIDE.min]!,
      max: results[slot + SIDE.max]!,
      sum,
      squares,
      centredSquares: this.#centredSquares(side, count, sum / count, squares),
    };
  }

  #centredSquares(side: "old" | "new", count: number, mean: number, squares: number): number {
    const centred = squares - count * mean * mean;
    if (centred > squares * WELL_CONDITIONED) return centred;
    return this.#lanes.centredSquares(this.#lanesOrNull()![side], count, mean);
  }

  #centredDifferences(): number {
    const sum = this.#results[PAIR.deltaSum]!, squares = this.#results[PAIR.deltaSquares]!, { count } = this.#chunk;
    const mean = sum / count, centred = squares - sum * mean;
    if (squares === 0 || centred > squares * WELL_CONDITIONED) return centred;
    const { old, new: fresh } = this.#lanesOrNull()!;
    return this.#lanes.centredDifferences(old, fresh, count, mean);
  }

  #zeroChanges(oldZeros: number, newZeros: number): Pick<ChunkSummary, "signFlips" | "pruned" | "regrown"> {
    const bothZero = this.#results[PAIR.bothZero]!;
    return {
      signFlips: this.#results[PAIR.signFlips]!,
      pruned: newZeros - bothZero,
      regrown: oldZeros - bothZero,
    };
  }

  /** By bits within one type, else by value. Lanes keep bits apart, but for tables and scales: two codes may be one value. */
  #countChanged(): number {
    if (!this.#comparesBits) return this.#overLanes(this.#lanes.countUnequal);
    if (this.#old.isInjective) return this.#results[PAIR.changed]!;
    const { old, new: fresh, count } = this.#chunk;
    return this.#kernel.countChanged(old, fresh, count, this.#old.kind.width);
  }

  // 2ab = a^2 + b^2 - (b - a)^2 keeps its digits while both sides are of like size.
  #products(oldSquares: number, newSquares: number): number {
    const isAlike = oldSquares < newSquares * LIKE_SQUARES && newSquares < oldSquares * LIKE_SQUARES;
    if (!isAlike) return this.#overLanes(this.#lanes.products);
    return (oldSquares + newSquares - this.#results[PAIR.deltaSquares]!) / 2;
  }

  #valueAt(from: number, index: number): number {
    const view = new DataView(this.#kernel.memory.buffer);
    return this.#lane === 32 ? view.getFloat32(from + index * 4, true) : view.getFloat64(from + index * 8, true);
  }
}

/** Squares of both sides that are within this factor are of like size. */
const LIKE_SQUARES = 16;

/** Below this share of the squares, what is left after subtracting the mean has lost too many digits. */
const WELL_CONDITIONED = 1e-3;

function largestOf(results: Float64Array, slot: number): number {
  return Math.max(Math.abs(results[slot + SIDE.min]!), Math.abs(results[slot + SIDE.max]!));
}

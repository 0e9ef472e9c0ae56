import type { ChunkSummary, SideSummary } from "../chunk_summary.ts";
import type { ElementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { DECODED, PAIR, RESULT, SIDE, SIDE_SLOTS, SLOTS, TABLE } from "./kernel_memory.ts";

/** Where both sides of a chunk lie in the kernel's memory. */
export interface ChunkPlace {
  readonly old: number;
  readonly new: number;
  readonly count: number;
}

/** The functions for a width of lanes. */
interface LaneFunctions {
  readonly compare: Kernel["compare32"];
  readonly countUnequal: Kernel["countUnequal32"];
  readonly countSignedZeros: Kernel["countSignedZeros32"];
  readonly findDifference: Kernel["findDifference32"];
  readonly centredSquares: Kernel["centredSquares32"];
  readonly products: Kernel["products32"];
}

/** Compares chunks of one pair of types. */
export class ChunkComparer {
  readonly #kernel: Kernel;
  readonly #old: ElementKind;
  readonly #new: ElementKind;
  readonly #lane: 32 | 64;
  readonly #lanes: LaneFunctions;
  readonly #results: Float64Array;
  readonly #sameType: boolean;
  #decoded: ChunkPlace = { old: 0, new: 0, count: 0 };

  constructor(kernel: Kernel, old: ElementKind, fresh: ElementKind, sameType: boolean) {
    this.#kernel = kernel;
    this.#old = old;
    this.#new = fresh;
    this.#sameType = sameType;
    this.#lane = old.lane === 64 || fresh.lane === 64 ? 64 : 32;
    this.#lanes = laneFunctions(kernel, this.#lane);
    this.#results = new Float64Array(kernel.memory.buffer, RESULT, SLOTS);
  }

  /** The summary of a chunk, or `null` where it has NaN, infinities or numbers whose squares leave float64's range. */
  compare(place: ChunkPlace): ChunkSummary | null {
    const { count } = place;
    const old = this.#decode(this.#old, place.old, count, "old");
    const fresh = this.#decode(this.#new, place.new, count, "new");
    this.#decoded = { old, new: fresh, count };
    this.#lanes.compare(old, fresh, count);
    const results = this.#results;
    if (!this.#isPlain(results)) return null;
    const oldSide = this.#side("old", old, count), newSide = this.#side("new", fresh, count);
    const changed = this.#countChanged(place);
    const mayTurnZeros = this.#sameType && changed > 0 && oldSide.zeros > 0 && newSide.zeros > 0;
    return {
      old: oldSide,
      new: newSide,
      changed,
      signedZeros: mayTurnZeros ? this.#lanes.countSignedZeros(old, fresh, count) : 0,
      products: this.#products(oldSide.squares, newSide.squares),
      deltaSquares: results[PAIR.deltaSquares]!,
      deltaSizes: results[PAIR.deltaSizes]!,
      deltaMost: results[PAIR.deltaMost]!,
    };
  }

  /** The first element of the last chunk at which |d| is `size`, and both values there. */
  locate(size: number): { readonly at: number; readonly old: number; readonly new: number } {
    const { old, new: fresh, count } = this.#decoded;
    const at = this.#lanes.findDifference(old, fresh, count, size);
    return { at, old: this.#valueAt(old, at), new: this.#valueAt(fresh, at) };
  }

  #decode(kind: ElementKind, from: number, count: number, side: "old" | "new"): number {
    const to = DECODED[side];
    const narrow = decode(this.#kernel, kind.decoder, from, to, count, TABLE[side]);
    if (kind.lane === this.#lane) return narrow;
    // float32 lanes against float64 ones: widened in place from the back would overlap, so the other end of the area is used.
    const source = narrow === to ? this.#moveAside(to, count) : narrow;
    this.#kernel.widen32(source, to, count);
    return to;
  }

  #moveAside(from: number, count: number): number {
    const aside = from + 32768;
    new Uint8Array(this.#kernel.memory.buffer).copyWithin(aside, from, from + count * 4);
    return aside;
  }

  #isPlain(results: Float64Array): boolean {
    const sum = results[SIDE_SLOTS.old + SIDE.squares]! + results[SIDE_SLOTS.new + SIDE.squares]!;
    if (sum - sum !== 0) return false;
    if (this.#lane === 32) return true;
    return isSquarable(largestOf(results, SIDE_SLOTS.old)) && isSquarable(largestOf(results, SIDE_SLOTS.new)) &&
      isSquarable(results[PAIR.deltaMost]!);
  }

  #side(side: "old" | "new", from: number, count: number): SideSummary {
    const slot = SIDE_SLOTS[side], results = this.#results;
    const sum = results[slot + SIDE.sum]!, squares = results[slot + SIDE.squares]!;
    return {
      count,
      zeros: results[slot + SIDE.zeros]!,
      min: results[slot + SIDE.min]!,
      max: results[slot + SIDE.max]!,
      sum,
      squares,
      centredSquares: this.#centredSquares(from, count, sum / count, squares),
    };
  }

  #centredSquares(from: number, count: number, mean: number, squares: number): number {
    const centred = squares - count * mean * mean;
    return centred > squares * WELL_CONDITIONED ? centred : this.#lanes.centredSquares(from, count, mean);
  }

  /** By bits within one type, else by value. Decoding keeps bits apart, but for tables: two codes of bool are true. */
  #countChanged(place: ChunkPlace): number {
    const { old, new: fresh, count } = this.#decoded;
    if (!this.#sameType) return this.#lanes.countUnequal(old, fresh, count);
    if (this.#old.decoder !== "table") return this.#results[PAIR.changed]!;
    return this.#kernel.countChanged(place.old, place.new, count, this.#old.width);
  }

  // 2ab = a^2 + b^2 - (b - a)^2 keeps its digits while both sides are of like size.
  #products(oldSquares: number, newSquares: number): number {
    const { old, new: fresh, count } = this.#decoded;
    const isAlike = oldSquares < newSquares * LIKE_SQUARES && newSquares < oldSquares * LIKE_SQUARES;
    if (!isAlike) return this.#lanes.products(old, fresh, count);
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

/** Whether squares of numbers up to this size neither overflow nor vanish. */
function isSquarable(largest: number): boolean {
  return largest === 0 || (largest < 2 ** 400 && largest > 2 ** -400);
}

function laneFunctions(kernel: Kernel, lane: 32 | 64): LaneFunctions {
  return lane === 32
    ? {
      compare: kernel.compare32,
      countUnequal: kernel.countUnequal32,
      countSignedZeros: kernel.countSignedZeros32,
      findDifference: kernel.findDifference32,
      centredSquares: kernel.centredSquares32,
      products: kernel.products32,
    }
    : {
      compare: kernel.compare64,
      countUnequal: kernel.countUnequal64,
      countSignedZeros: kernel.countSignedZeros64,
      findDifference: kernel.findDifference64,
      centredSquares: kernel.centredSquares64,
      products: kernel.products64,
    };
}

/** Decodes a chunk and gives where its lanes lie: where they are if they need no decoding. */
function decode(
  kernel: Kernel,
  decoder: ElementKind["decoder"],
  from: number,
  to: number,
  count: number,
  table: number,
): number {
  switch (decoder) {
    case "none":
      return from;
    case "float16":
      kernel.decodeFloat16(from, to, count);
      return to;
    case "bfloat16":
      kernel.decodeBfloat16(from, to, count);
      return to;
    case "int16":
      kernel.decodeInt16(from, to, count);
      return to;
    case "uint16":
      kernel.decodeUint16(from, to, count);
      return to;
    case "int32":
      kernel.decodeInt32(from, to, count);
      return to;
    case "uint32":
      kernel.decodeUint32(from, to, count);
      return to;
    case "table":
      kernel.decodeTable8(from, to, count, table);
      return to;
  }
}

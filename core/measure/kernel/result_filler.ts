import type { ElementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { ASIDE, PATTERNS } from "./kernel_memory.ts";
import type { PatternTables } from "./pattern_tables.ts";

/** Where both sides of a chunk lie in the kernel's memory. */
export interface ChunkPlace {
  /** Index of the first element in its tensor. */
  readonly first: number;
  readonly count: number;
  /** Addresses. */
  readonly old: number;
  readonly new: number;
}

/**
 * Lets the kernel compare a chunk, or describe its old side if both are the
 * same, and count its patterns. Gives the size from which extremes stand for
 * infinity; `null` if the chunk cannot be decoded.
 */
export type FillResults = (place: ChunkPlace, isSame: boolean, decode: () => ChunkPlace | null) => number | null;

/** The kernel's functions for one type of numbers. */
interface Family {
  readonly compare: Kernel["compare32"];
  readonly describe: Kernel["describe32"];
}

/** The same with counts of patterns. */
interface CountedFamily extends Family {
  readonly compareCounted: Kernel["compareCounted32"];
  readonly describeCounted: Kernel["describeCounted32"];
}

/** What the kernel makes of infinity and NaN where it compares float16 as it is. */
const FLOAT16_LIMIT = 65536;

/**
 * How the kernel compares the chunks of a pair: as they are, where `whole` names
 * a type that widens in registers, else by lanes of that many bits.
 */
export function resultFiller(
  kernel: Kernel,
  lane: 32 | 64,
  whole: ElementKind["decoder"] | null,
  tables: PatternTables | undefined,
): FillResults {
  if (whole === "float16" || whole === "bfloat16") {
    const family = whole === "float16" ? float16Family(kernel) : bfloat16Family(kernel);
    const run = runFamily(family, tables), limit = whole === "float16" ? FLOAT16_LIMIT : Infinity;
    return (place, isSame) => (run(place, isSame, place), limit);
  }
  const run = runnerOfLanes(kernel, lane, tables);
  return (place, isSame, decode) => {
    const lanes = decode();
    if (!lanes) return null;
    run(lanes, isSame, place);
    return Infinity;
  };
}

type Run = (lanes: ChunkPlace, isSame: boolean, raw: ChunkPlace) => void;

function runnerOfLanes(kernel: Kernel, lane: 32 | 64, tables: PatternTables | undefined): Run {
  if (lane === 32 && (!tables || tables.codes.basis === "binned")) return runFamily(float32Family(kernel), tables);
  const run = runFamily(lane === 32 ? float32Family(kernel) : float64Family(kernel));
  if (!tables) return run;
  const count = codeCounter(kernel, tables);
  return (lanes, isSame, raw) => {
    run(lanes, isSame, raw);
    if (isSame) return count(lanes.old, raw.old, lanes.count, PATTERNS.both);
    count(lanes.old, raw.old, lanes.count, PATTERNS.old);
    count(lanes.new, raw.new, lanes.count, PATTERNS.new);
  };
}

/** Counts codes apart from the comparison: of the elements as they are, or of float64 lanes as float32. */
function codeCounter(kernel: Kernel, { codes: { basis, bits } }: PatternTables) {
  return (lanes: number, raw: number, count: number, tables: number): void => {
    if (basis === "exact") {
      return bits === 8 ? kernel.countPatterns8(raw, count, tables) : kernel.countPatterns16(raw, count, tables);
    }
    kernel.narrow64(lanes, ASIDE, count);
    kernel.countPatterns32(ASIDE, count, tables);
  };
}

function runFamily(family: Family | CountedFamily, tables?: PatternTables): Run {
  if (!tables || !("compareCounted" in family)) {
    return ({ old, new: fresh, count }, isSame) =>
      isSame ? family.describe(old, count) : family.compare(old, fresh, count);
  }
  return ({ old, new: fresh, count }, isSame) =>
    isSame
      ? family.describeCounted(old, count, PATTERNS.both)
      : family.compareCounted(old, fresh, count, PATTERNS.old, PATTERNS.new);
}

function float64Family({ compare64, describe64 }: Kernel): Family {
  return { compare: compare64, describe: describe64 };
}

function float32Family({ compare32, describe32, compareCounted32, describeCounted32 }: Kernel): CountedFamily {
  return {
    compare: compare32,
    describe: describe32,
    compareCounted: compareCounted32,
    describeCounted: describeCounted32,
  };
}

function float16Family(kernel: Kernel): CountedFamily {
  return {
    compare: kernel.compareFloat16,
    describe: kernel.describeFloat16,
    compareCounted: kernel.compareCountedFloat16,
    describeCounted: kernel.describeCountedFloat16,
  };
}

function bfloat16Family(kernel: Kernel): CountedFamily {
  return {
    compare: kernel.compareBfloat16,
    describe: kernel.describeBfloat16,
    compareCounted: kernel.compareCountedBfloat16,
    describeCounted: kernel.describeCountedBfloat16,
  };
}

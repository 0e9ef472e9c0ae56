// The passes over a chunk, of both sides or of one: counts, then sums, over
// parts of it that stay in the nearest cache.
import {
  addCounts16,
  addCounts32,
  addCounts64,
  addSideCounts16,
  addSideCounts32,
  addSideCounts64,
  codeOf,
} from "./counts";
import { Bfloat16, first, Float16, Float32, widthOf } from "./numbers";
import { Counted, Uncounted } from "./patterns";
import { begin, get, PART, put, SCRATCH, SLOT } from "./result";
import { addSideSums, addSideSums64 } from "./side";
import { addSums, addSums64 } from "./sums";

/** Statistics and differences of `count` float32 numbers at `old` and `fresh`. */
export function compare32(old: usize, fresh: usize, count: i32): void {
  compare<Float32, Uncounted>(old, fresh, count, 0, 0);
}

/** The same, and counts of the upper 16 bits in the tables of each side. */
export function compareCounted32(old: usize, fresh: usize, count: i32, oldTables: usize, newTables: usize): void {
  compare<Float32, Counted>(old, fresh, count, oldTables, newTables);
}

/** Statistics and differences of `count` bfloat16 numbers at `old` and `fresh`. */
export function compareBfloat16(old: usize, fresh: usize, count: i32): void {
  compare<Bfloat16, Uncounted>(old, fresh, count, 0, 0);
}

/** The same, and counts of the patterns in the tables of each side. */
export function compareCountedBfloat16(old: usize, fresh: usize, count: i32, oldTables: usize, newTables: usize): void {
  compare<Bfloat16, Counted>(old, fresh, count, oldTables, newTables);
}

/** Statistics and differences of `count` float16 numbers; extremes from 65536 upwards stand for infinity and NaN. */
export function compareFloat16(old: usize, fresh: usize, count: i32): void {
  compare<Float16, Uncounted>(old, fresh, count, 0, 0);
}

/** The same, and counts of the patterns in the tables of each side. */
export function compareCountedFloat16(old: usize, fresh: usize, count: i32, oldTables: usize, newTables: usize): void {
  compare<Float16, Counted>(old, fresh, count, oldTables, newTables);
}

/** Statistics and differences of `count` float64 numbers at `old` and `fresh`. */
export function compare64(old: usize, fresh: usize, count: i32): void {
  begin();
  for (; count > 0; count -= PART, old += PART * 8, fresh += PART * 8) {
    const part = min(count, PART);
    addSums64(old, fresh, part);
    addCounts64(old, fresh, part);
  }
}

/** Statistics of `count` float32 numbers, as those of old. */
export function describe32(from: usize, count: i32): void {
  describe<Float32, Uncounted>(from, count, 0);
}

/** The same, and counts of the upper 16 bits. */
export function describeCounted32(from: usize, count: i32, tables: usize): void {
  describe<Float32, Counted>(from, count, tables);
}

/** Statistics of `count` bfloat16 numbers, as those of old. */
export function describeBfloat16(from: usize, count: i32): void {
  describe<Bfloat16, Uncounted>(from, count, 0);
}

/** The same, and counts of the patterns. */
export function describeCountedBfloat16(from: usize, count: i32, tables: usize): void {
  describe<Bfloat16, Counted>(from, count, tables);
}

/** Statistics of `count` float16 numbers, as those of old; extremes from 65536 upwards stand for infinity and NaN. */
export function describeFloat16(from: usize, count: i32): void {
  describe<Float16, Uncounted>(from, count, 0);
}

/** The same, and counts of the patterns. */
export function describeCountedFloat16(from: usize, count: i32, tables: usize): void {
  describe<Float16, Counted>(from, count, tables);
}

/** Statistics of `count` float64 numbers, as those of old. */
export function describe64(from: usize, count: i32): void {
  begin();
  for (; count > 0; count -= PART, from += PART * 8) {
    const part = min(count, PART);
    addSideSums64(from, part);
    addSideCounts64(from, part);
  }
}

@inline
function compare<T, C>(old: usize, fresh: usize, count: i32, oldTables: usize, newTables: usize): void {
  const step = <usize> PART * widthOf<T>();
  begin();
  for (; count > 0; count -= PART, old += step, fresh += step) {
    const part = min(count, PART);
    const isExact = idof<T>() == idof<Float32>() ? addCounts32(old, fresh, part) : addCounts16<T>(old, fresh, part);
    addSums<T, C>(old, fresh, part, isExact, oldTables, newTables);
  }
  if (idof<T>() == idof<Float32>()) return;
  putExtremes<T>(SLOT.OLD);
  putExtremes<T>(SLOT.NEW);
}

@inline
function describe<T, C>(from: usize, count: i32, tables: usize): void {
  const step = <usize> PART * widthOf<T>();
  begin();
  for (; count > 0; count -= PART, from += step) {
    const part = min(count, PART);
    addSideSums<T, C>(from, part, tables);
    if (idof<T>() == idof<Float32>()) addSideCounts32(from, part);
    else addSideCounts16<T>(from, part);
  }
  if (idof<T>() != idof<Float32>()) putExtremes<T>(SLOT.OLD);
}

/** Numbers in the place of a side's ordered codes. */
function putExtremes<T>(side: i32): void {
  for (let slot = side + SLOT.MIN; slot <= side + SLOT.MAX; slot++) {
    store<u64>(SCRATCH, codeOf(<i32> get(slot)));
    put(slot, first<T>(SCRATCH));
  }
}

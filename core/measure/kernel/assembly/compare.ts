// The pass over both sides of a chunk: sums, then counts, over parts of it that
// stay in the nearest cache.
import { addCounts16, addCounts32, addCounts64, codeOf } from "./counts";
import { Bfloat16, first, Float16, Float32 } from "./numbers";
import { begin, get, put, SCRATCH, SLOT } from "./result";
import { addSums, addSums64 } from "./sums";

/** Numbers of one part. */
const PART: i32 = 1024;

/** Statistics and differences of `count` float32 numbers at `old` and `fresh`. */
export function compare32(old: usize, fresh: usize, count: i32): void {
  begin();
  for (; count > 0; count -= PART, old += PART * 4, fresh += PART * 4) {
    const part = min(count, PART);
    addSums<Float32>(old, fresh, part);
    addCounts32(old, fresh, part);
  }
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

/** Statistics and differences of `count` bfloat16 numbers at `old` and `fresh`. */
export function compareBfloat16(old: usize, fresh: usize, count: i32): void {
  begin();
  for (; count > 0; count -= PART, old += PART * 2, fresh += PART * 2) {
    const part = min(count, PART);
    addSums<Bfloat16>(old, fresh, part);
    addCounts16(old, fresh, part);
  }
  putExtremes<Bfloat16>(SLOT.OLD);
  putExtremes<Bfloat16>(SLOT.NEW);
}

/** Statistics and differences of `count` float16 numbers; extremes from 65536 upwards stand for infinity and NaN. */
export function compareFloat16(old: usize, fresh: usize, count: i32): void {
  begin();
  for (; count > 0; count -= PART, old += PART * 2, fresh += PART * 2) {
    const part = min(count, PART);
    addSums<Float16>(old, fresh, part);
    addCounts16(old, fresh, part);
  }
  putExtremes<Float16>(SLOT.OLD);
  putExtremes<Float16>(SLOT.NEW);
}

/** Numbers in the place of a side's ordered codes. */
function putExtremes<T>(side: i32): void {
  for (let slot = side + SLOT.MIN; slot <= side + SLOT.MAX; slot++) {
    store<u64>(SCRATCH, codeOf(<i32> get(slot)));
    put(slot, first<T>(SCRATCH));
  }
}

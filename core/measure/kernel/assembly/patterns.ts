// Counts of bit patterns: of a 16-bit type each pattern, of a float32 its upper
// 16 bits, of an 8-bit type its codes. One table a side: with two, in which
// neighbours would not wait for each other, less of them stays in the nearest cache.
import { Float32, widthOf } from "./numbers";

/** Whether a loop counts the patterns of what it sums up: classes that name it at compile time. */
export class Counted {}
export class Uncounted {}

/**
 * Counts the patterns of four numbers of type T. Beside sums, whose instructions
 * go to other units of the processor, it costs little.
 */
@inline
export function countFour<T>(from: usize, table: usize): void {
  // Of a float32 the upper 16 bits, which come second.
  const offset: usize = idof<T>() == idof<Float32>() ? 2 : 0, width = widthOf<T>();
  countOne(table, <usize> load<u16>(from + offset));
  countOne(table, <usize> load<u16>(from + width + offset));
  countOne(table, <usize> load<u16>(from + 2 * width + offset));
  countOne(table, <usize> load<u16>(from + 3 * width + offset));
}

/** Counts the pattern of one number of type T. */
@inline
export function countSingle<T>(from: usize, table: usize): void {
  countOne(table, <usize> load<u16>(from + (idof<T>() == idof<Float32>() ? 2 : 0)));
}

@inline
function countOne(table: usize, pattern: usize): void {
  const at = table + (pattern << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Counts the patterns of `count` elements of 16 bits into the table at `table`. */
export function countPatterns16(from: usize, count: i32, table: usize): void {
  for (; count >= 4; count -= 4, from += 8) {
    countOne(table, <usize> load<u16>(from));
    countOne(table, <usize> load<u16>(from, 2));
    countOne(table, <usize> load<u16>(from, 4));
    countOne(table, <usize> load<u16>(from, 6));
  }
  for (; count > 0; count--, from += 2) countOne(table, <usize> load<u16>(from));
}

/** Counts the upper 16 bits of `count` elements of 32 bits into the table at `table`. */
export function countPatterns32(from: usize, count: i32, table: usize): void {
  for (; count >= 4; count -= 4, from += 16) {
    countOne(table, <usize> load<u16>(from, 2));
    countOne(table, <usize> load<u16>(from, 6));
    countOne(table, <usize> load<u16>(from, 10));
    countOne(table, <usize> load<u16>(from, 14));
  }
  for (; count > 0; count--, from += 4) countOne(table, <usize> load<u16>(from, 2));
}

/** Counts the codes of `count` elements of 8 bits into the table at `table`. */
export function countPatterns8(from: usize, count: i32, table: usize): void {
  for (; count >= 2; count -= 2, from += 2) {
    countOne(table, <usize> load<u8>(from));
    countOne(table, <usize> load<u8>(from, 1));
  }
  if (count > 0) countOne(table, <usize> load<u8>(from));
}


/**
 * Writes each code of `codes` that was counted at `table` or at `both`, and how
 * often in all, as pairs of 32-bit integers to `to`. Gives the number of pairs.
 */
export function gatherCounts(table: usize, both: usize, codes: i32, to: usize): i32 {
  const start = to;
  for (let code = 0; code < codes; code += 4) {
    const at = <usize> code << 2;
    const counts = i32x4.add(v128.load(table + at), v128.load(both + at));
    if (!v128.any_true(counts)) continue;
    to = putCount(to, code, i32x4.extract_lane(counts, 0));
    to = putCount(to, code + 1, i32x4.extract_lane(counts, 1));
    to = putCount(to, code + 2, i32x4.extract_lane(counts, 2));
    to = putCount(to, code + 3, i32x4.extract_lane(counts, 3));
  }
  return <i32> (to - start) >> 3;
}

@inline
function putCount(to: usize, code: i32, count: i32): usize {
  if (count == 0) return to;
  store<i32>(to, code);
  store<i32>(to, count, 4);
  return to + 8;
}

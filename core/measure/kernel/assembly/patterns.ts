// Counts of bit patterns: of a 16-bit type each pattern, of a float32 its upper
// 16 bits, of an 8-bit type its codes. Neighbours count in two tables, so that
// equal ones need not wait for each other.

import { Float32, widthOf } from "./numbers";

/** Bytes of one table: 65,536 counts of 32 bits. */
const TABLE_BYTES: usize = 65536 * 4;

/** Whether a loop counts the patterns of what it sums up: classes that name it at compile time. */
export class Counted {}
export class Uncounted {}

/**
 * Counts the patterns of four numbers of type T. Beside sums, whose instructions
 * go to other units of the processor, it costs little.
 */
@inline
export function countFour<T>(from: usize, tables: usize): void {
  // Of a float32 the upper 16 bits, which come second.
  const offset: usize = idof<T>() == idof<Float32>() ? 2 : 0, width = widthOf<T>();
  countOne(tables, <usize> load<u16>(from + offset));
  countTwo(tables, <usize> load<u16>(from + width + offset));
  countOne(tables, <usize> load<u16>(from + 2 * width + offset));
  countTwo(tables, <usize> load<u16>(from + 3 * width + offset));
}

/** Counts the pattern of one number of type T. */
@inline
export function countSingle<T>(from: usize, tables: usize): void {
  countOne(tables, <usize> load<u16>(from + (idof<T>() == idof<Float32>() ? 2 : 0)));
}

/** In the first table. */
@inline
function countOne(tables: usize, pattern: usize): void {
  const at = tables + (pattern << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** In the second table. */
@inline
function countTwo(tables: usize, pattern: usize): void {
  const at = tables + (pattern << 2);
  store<u32>(at, load<u32>(at, TABLE_BYTES) + 1, TABLE_BYTES);
}

/** Counts the patterns of `count` elements of 16 bits into the tables at `tables`. */
export function countPatterns16(from: usize, count: i32, tables: usize): void {
  for (; count >= 4; count -= 4, from += 8) {
    countOne(tables, <usize> load<u16>(from));
    countTwo(tables, <usize> load<u16>(from, 2));
    countOne(tables, <usize> load<u16>(from, 4));
    countTwo(tables, <usize> load<u16>(from, 6));
  }
  for (; count > 0; count--, from += 2) countOne(tables, <usize> load<u16>(from));
}

/** Counts the upper 16 bits of `count` elements of 32 bits into the tables at `tables`. */
export function countPatterns32(from: usize, count: i32, tables: usize): void {
  for (; count >= 4; count -= 4, from += 16) {
    countOne(tables, <usize> load<u16>(from, 2));
    countTwo(tables, <usize> load<u16>(from, 6));
    countOne(tables, <usize> load<u16>(from, 10));
    countTwo(tables, <usize> load<u16>(from, 14));
  }
  for (; count > 0; count--, from += 4) countOne(tables, <usize> load<u16>(from, 2));
}

/** Counts the codes of `count` elements of 8 bits into the tables at `tables`. */
export function countPatterns8(from: usize, count: i32, tables: usize): void {
  for (; count >= 2; count -= 2, from += 2) {
    countOne(tables, <usize> load<u8>(from));
    countTwo(tables, <usize> load<u8>(from, 1));
  }
  if (count > 0) countOne(tables, <usize> load<u8>(from));
}


/**
 * Writes each code of `codes` that was counted at `tables` or at `both`, and how
 * often in all, as pairs of 32-bit integers to `to`. Gives the number of pairs.
 */
export function gatherCounts(tables: usize, both: usize, codes: i32, to: usize): i32 {
  const start = to;
  for (let code = 0; code < codes; code += 4) {
    const at = <usize> code << 2;
    const counts = i32x4.add(sumOfTwo(tables + at), sumOfTwo(both + at));
    if (!v128.any_true(counts)) continue;
    to = putCount(to, code, i32x4.extract_lane(counts, 0));
    to = putCount(to, code + 1, i32x4.extract_lane(counts, 1));
    to = putCount(to, code + 2, i32x4.extract_lane(counts, 2));
    to = putCount(to, code + 3, i32x4.extract_lane(counts, 3));
  }
  return <i32> (to - start) >> 3;
}

/** Four counts of both tables together. */
@inline
function sumOfTwo(at: usize): v128 {
  return i32x4.add(v128.load(at), v128.load(at, TABLE_BYTES));
}

@inline
function putCount(to: usize, code: i32, count: i32): usize {
  if (count == 0) return to;
  store<i32>(to, code);
  store<i32>(to, count, 4);
  return to + 8;
}

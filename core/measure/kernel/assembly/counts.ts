// Zeros, extremes and changed bit patterns of both sides.
import { count32, count64, least32, least64, most32, most64, sum16 } from "./lanes";
import { add, atLeast, atMost, SLOT } from "./result";

/** Adds the counts of `count` float32 numbers. */
export function addCounts32(old: usize, fresh: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let oldMin = f32x4.splat(Infinity), oldMax = f32x4.splat(-Infinity), newMin = oldMin, newMax = oldMax;
  let oldZeros = i32x4.splat(0), newZeros = oldZeros, same = oldZeros;
  const vectors = old + (<usize> (count & ~3) << 2), end = old + (<usize> count << 2);
  for (; old < vectors; old += 16, fresh += 16) {
    const a = v128.load(old), b = v128.load(fresh);
    oldZeros = i32x4.sub(oldZeros, f32x4.eq(a, zero));
    newZeros = i32x4.sub(newZeros, f32x4.eq(b, zero));
    same = i32x4.sub(same, i32x4.eq(a, b));
    oldMin = f32x4.pmin(oldMin, a);
    oldMax = f32x4.pmax(oldMax, a);
    newMin = f32x4.pmin(newMin, b);
    newMax = f32x4.pmax(newMax, b);
  }
  addSide(SLOT.OLD, count32(oldZeros), least32(oldMin), most32(oldMax));
  addSide(SLOT.NEW, count32(newZeros), least32(newMin), most32(newMax));
  add(SLOT.CHANGED, <f64> (count & ~3) - count32(same));
  for (; old < end; old += 4, fresh += 4) {
    addOne(SLOT.OLD, <f64> load<f32>(old));
    addOne(SLOT.NEW, <f64> load<f32>(fresh));
    if (load<u32>(old) != load<u32>(fresh)) add(SLOT.CHANGED, 1);
  }
}

/** Adds the counts of `count` float64 numbers. */
export function addCounts64(old: usize, fresh: usize, count: i32): void {
  const zero = f64x2.splat(0);
  let oldMin = f64x2.splat(Infinity), oldMax = f64x2.splat(-Infinity), newMin = oldMin, newMax = oldMax;
  let oldZeros = i64x2.splat(0), newZeros = oldZeros, same = oldZeros;
  const vectors = old + (<usize> (count & ~1) << 3);
  for (; old < vectors; old += 16, fresh += 16) {
    const a = v128.load(old), b = v128.load(fresh);
    oldZeros = i64x2.sub(oldZeros, f64x2.eq(a, zero));
    newZeros = i64x2.sub(newZeros, f64x2.eq(b, zero));
    same = i64x2.sub(same, i64x2.eq(a, b));
    oldMin = f64x2.pmin(oldMin, a);
    oldMax = f64x2.pmax(oldMax, a);
    newMin = f64x2.pmin(newMin, b);
    newMax = f64x2.pmax(newMax, b);
  }
  addSide(SLOT.OLD, count64(oldZeros), least64(oldMin), most64(oldMax));
  addSide(SLOT.NEW, count64(newZeros), least64(newMin), most64(newMax));
  add(SLOT.CHANGED, <f64> (count & ~1) - count64(same));
  if (count & 1) {
    addOne(SLOT.OLD, load<f64>(old));
    addOne(SLOT.NEW, load<f64>(fresh));
    if (load<u64>(old) != load<u64>(fresh)) add(SLOT.CHANGED, 1);
  }
}

/**
 * Adds the counts of `count` codes of a 16-bit float type, at most 32,767 times
 * eight of them. Extremes are ordered codes: integers in the order of their
 * numbers.
 */
export function addCounts16(old: usize, fresh: usize, count: i32): void {
  const none = i16x8.splat(0);
  let oldMin = i16x8.splat(0x7fff), oldMax = i16x8.splat(-0x8000), newMin = oldMin, newMax = oldMax;
  let oldZeros = none, newZeros = none, same = none;
  const vectors = old + (<usize> (count & ~7) << 1), end = old + (<usize> count << 1);
  for (; old < vectors; old += 16, fresh += 16) {
    const a = v128.load(old), b = v128.load(fresh);
    oldZeros = i16x8.sub(oldZeros, i16x8.eq(i16x8.add(a, a), none)); // twice a zero is zero, whatever its sign
    newZeros = i16x8.sub(newZeros, i16x8.eq(i16x8.add(b, b), none));
    same = i16x8.sub(same, i16x8.eq(a, b));
    const s = inOrder(a), t = inOrder(b);
    oldMin = i16x8.min_s(oldMin, s);
    oldMax = i16x8.max_s(oldMax, s);
    newMin = i16x8.min_s(newMin, t);
    newMax = i16x8.max_s(newMax, t);
  }
  addSide(SLOT.OLD, sum16(oldZeros), least16(oldMin), most16(oldMax));
  addSide(SLOT.NEW, sum16(newZeros), least16(newMin), most16(newMax));
  add(SLOT.CHANGED, <f64> (count & ~7) - sum16(same));
  for (; old < end; old += 2, fresh += 2) {
    addCode(SLOT.OLD, load<u16>(old));
    addCode(SLOT.NEW, load<u16>(fresh));
    if (load<u16>(old) != load<u16>(fresh)) add(SLOT.CHANGED, 1);
  }
}

/** Adds the counts of `count` float32 numbers of one side, as those of old. */
export function addSideCounts32(from: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let least = f32x4.splat(Infinity), most = f32x4.splat(-Infinity), zeros = i32x4.splat(0);
  for (; count >= 4; count -= 4, from += 16) {
    const a = v128.load(from);
    zeros = i32x4.sub(zeros, f32x4.eq(a, zero));
    least = f32x4.pmin(least, a);
    most = f32x4.pmax(most, a);
  }
  addSide(SLOT.OLD, count32(zeros), least32(least), most32(most));
  for (; count > 0; count--, from += 4) addOne(SLOT.OLD, <f64> load<f32>(from));
}

/** Adds the counts of `count` float64 numbers of one side, as those of old. */
export function addSideCounts64(from: usize, count: i32): void {
  const zero = f64x2.splat(0);
  let least = f64x2.splat(Infinity), most = f64x2.splat(-Infinity), zeros = i64x2.splat(0);
  for (; count >= 2; count -= 2, from += 16) {
    const a = v128.load(from);
    zeros = i64x2.sub(zeros, f64x2.eq(a, zero));
    least = f64x2.pmin(least, a);
    most = f64x2.pmax(most, a);
  }
  addSide(SLOT.OLD, count64(zeros), least64(least), most64(most));
  if (count > 0) addOne(SLOT.OLD, load<f64>(from));
}

/** Adds the counts of `count` codes of one side, as those of old; see `addCounts16`. */
export function addSideCounts16(from: usize, count: i32): void {
  const none = i16x8.splat(0);
  let least = i16x8.splat(0x7fff), most = i16x8.splat(-0x8000), zeros = none;
  for (; count >= 8; count -= 8, from += 16) {
    const a = v128.load(from), s = inOrder(a);
    zeros = i16x8.sub(zeros, i16x8.eq(i16x8.add(a, a), none));
    least = i16x8.min_s(least, s);
    most = i16x8.max_s(most, s);
  }
  addSide(SLOT.OLD, sum16(zeros), least16(least), most16(most));
  for (; count > 0; count--, from += 2) addCode(SLOT.OLD, load<u16>(from));
}

/** Negative numbers are stored by size and sign: turning their other bits over puts them in order. */
@inline
function inOrder(codes: v128): v128 {
  return v128.xor(codes, i16x8.shr_u(i16x8.shr_s(codes, 15), 1));
}

/** The code of an ordered one: turning is its own inverse. */
export function codeOf(ordered: i32): u32 {
  return (ordered ^ ((ordered >> 15) & 0x7fff)) & 0xffff;
}

function least16(ordered: v128): f64 {
  return least32(f32x4.convert_i32x4_s(i32x4.min_s(i32x4.extend_low_i16x8_s(ordered), i32x4.extend_high_i16x8_s(ordered))));
}

function most16(ordered: v128): f64 {
  return most32(f32x4.convert_i32x4_s(i32x4.max_s(i32x4.extend_low_i16x8_s(ordered), i32x4.extend_high_i16x8_s(ordered))));
}

function addSide(slot: i32, zeros: f64, least: f64, most: f64): void {
  add(slot + SLOT.ZEROS, zeros);
  atMost(slot + SLOT.MIN, least);
  atLeast(slot + SLOT.MAX, most);
}

function addOne(slot: i32, x: f64): void {
  addSide(slot, x == 0 ? 1 : 0, x, x);
}

function addCode(slot: i32, code: u32): void {
  const signed = <i32> code << 16 >> 16;
  const ordered = <f64> (signed ^ ((signed >> 15) & 0x7fff));
  addSide(slot, (code & 0x7fff) == 0 ? 1 : 0, ordered, ordered);
}

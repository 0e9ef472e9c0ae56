// Zeros, extremes, signs and changed bit patterns of both sides.
import { count32, count64, least32, least64, most32, most64, sum16 } from "./lanes";
import { addNearZero, addSideNearZero } from "./near_zero";
import { Float16, Float32, Float64 } from "./numbers";
import { add, atLeast, atMost, PART, SLOT } from "./result";

/**
 * Adds the counts of `count` float32 numbers. Gives whether their sums in
 * float64 are exact. The smallest size is followed as bits without the sign,
 * shifted left: integers keep other units of the processor busy than numbers do.
 */
export function addCounts32(old: usize, fresh: usize, count: i32): bool {
  let oldMin = f32x4.splat(Infinity), oldMax = f32x4.splat(-Infinity), newMin = oldMin, newMax = oldMax;
  let oldLeast = i32x4.splat(SHIFTED_INFINITY), newLeast = oldLeast, same = i32x4.splat(0), turned = same;
  const whole = <usize> (count & ~3) << 2, vectors = old + whole;
  for (let a = old, b = fresh; a < vectors; a += 16, b += 16) {
    const x = v128.load(a), y = v128.load(b);
    same = i32x4.sub(same, i32x4.eq(x, y));
    turned = i32x4.add(turned, i32x4.shr_u(v128.xor(x, y), 31));
    oldMin = f32x4.pmin(oldMin, x);
    oldMax = f32x4.pmax(oldMax, x);
    oldLeast = i32x4.min_u(oldLeast, i32x4.shl(x, 1));
    newMin = f32x4.pmin(newMin, y);
    newMax = f32x4.pmax(newMax, y);
    newLeast = i32x4.min_u(newLeast, i32x4.shl(y, 1));
  }
  addExtremes(SLOT.OLD, least32(oldMin), most32(oldMax));
  addExtremes(SLOT.NEW, least32(newMin), most32(newMax));
  const most = f32x4.pmax(f32x4.pmax(f32x4.neg(oldMin), oldMax), f32x4.pmax(f32x4.neg(newMin), newMax));
  let changed = (count & ~3) - <i32> count32(same), signs = <i32> count32(turned);
  const oldSizes = i32x4.shr_u(oldLeast, 1), newSizes = i32x4.shr_u(newLeast, 1);
  let oldSize = least32(oldSizes), newSize = least32(newSizes);
  for (let at = whole; at < <usize> count << 2; at += 4) {
    const x = <f64> load<f32>(old + at), y = <f64> load<f32>(fresh + at);
    const bits = load<u32>(old + at) ^ load<u32>(fresh + at);
    addExtremes(SLOT.OLD, x, x);
    addExtremes(SLOT.NEW, y, y);
    oldSize = Math.min(oldSize, Math.abs(x));
    newSize = Math.min(newSize, Math.abs(y));
    changed += <i32> (bits != 0);
    signs += bits >> 31;
  }
  add(SLOT.CHANGED, <f64> changed);
  addNearZero<Float32>(old, fresh, count, oldSize, newSize, <f64> signs);
  return isSumExact<Float32>(Math.min(oldSize, newSize), most32(most));
}

/** Adds the counts of `count` float64 numbers. */
export function addCounts64(old: usize, fresh: usize, count: i32): void {
  let oldMin = f64x2.splat(Infinity), oldMax = f64x2.splat(-Infinity), newMin = oldMin, newMax = oldMax;
  let oldLeast = oldMin, newLeast = oldMin, same = i64x2.splat(0), turned = same;
  const whole = <usize> (count & ~1) << 3, vectors = old + whole;
  for (let a = old, b = fresh; a < vectors; a += 16, b += 16) {
    const x = v128.load(a), y = v128.load(b);
    same = i64x2.sub(same, i64x2.eq(x, y));
    turned = i64x2.add(turned, i64x2.shr_u(v128.xor(x, y), 63));
    oldMin = f64x2.pmin(oldMin, x);
    oldMax = f64x2.pmax(oldMax, x);
    oldLeast = f64x2.pmin(oldLeast, f64x2.abs(x));
    newMin = f64x2.pmin(newMin, y);
    newMax = f64x2.pmax(newMax, y);
    newLeast = f64x2.pmin(newLeast, f64x2.abs(y));
  }
  addExtremes(SLOT.OLD, least64(oldMin), most64(oldMax));
  addExtremes(SLOT.NEW, least64(newMin), most64(newMax));
  let changed = <f64> (count & ~1) - count64(same), signs = count64(turned);
  let oldSize = least64(oldLeast), newSize = least64(newLeast);
  if (count & 1) {
    const x = load<f64>(old + whole), y = load<f64>(fresh + whole);
    const bits = load<u64>(old + whole) ^ load<u64>(fresh + whole);
    addExtremes(SLOT.OLD, x, x);
    addExtremes(SLOT.NEW, y, y);
    oldSize = Math.min(oldSize, Math.abs(x));
    newSize = Math.min(newSize, Math.abs(y));
    changed += <f64> (bits != 0);
    signs += <f64> (bits >> 63);
  }
  add(SLOT.CHANGED, changed);
  addNearZero<Float64>(old, fresh, count, oldSize, newSize, signs);
}

/**
 * Adds the counts of `count` codes of the 16-bit float type T, at most 32,767
 * times eight of them. Extremes are ordered codes: integers in the order of
 * their numbers. Gives whether sums of the numbers in float64 are exact.
 */
export function addCounts16<T>(old: usize, fresh: usize, count: i32): bool {
  let oldMin = i16x8.splat(0x7fff), oldMax = i16x8.splat(-0x8000), newMin = oldMin, newMax = oldMax;
  let oldLeast = oldMin, newLeast = oldMin, same = i16x8.splat(0), turned = same;
  const size = i16x8.splat(0x7fff), whole = <usize> (count & ~7) << 1, vectors = old + whole;
  for (let a = old, b = fresh; a < vectors; a += 16, b += 16) {
    const x = v128.load(a), y = v128.load(b), s = inOrder(x), t = inOrder(y);
    same = i16x8.sub(same, i16x8.eq(x, y));
    turned = i16x8.add(turned, i16x8.shr_u(v128.xor(x, y), 15));
    oldMin = i16x8.min_s(oldMin, s);
    oldMax = i16x8.max_s(oldMax, s);
    oldLeast = i16x8.min_s(oldLeast, v128.and(x, size));
    newMin = i16x8.min_s(newMin, t);
    newMax = i16x8.max_s(newMax, t);
    newLeast = i16x8.min_s(newLeast, v128.and(y, size));
  }
  addExtremes(SLOT.OLD, least16(oldMin), most16(oldMax));
  addExtremes(SLOT.NEW, least16(newMin), most16(newMax));
  let changed = <f64> (count & ~7) - sum16(same), signs = sum16(turned);
  let oldSize = least16(oldLeast), newSize = least16(newLeast);
  for (let at = whole; at < <usize> count << 1; at += 2) {
    const x = <u32> load<u16>(old + at), y = <u32> load<u16>(fresh + at);
    addCode(SLOT.OLD, x);
    addCode(SLOT.NEW, y);
    oldSize = Math.min(oldSize, <f64> (x & 0x7fff));
    newSize = Math.min(newSize, <f64> (y & 0x7fff));
    changed += <f64> (x != y);
    signs += <f64> ((x ^ y) >> 15);
  }
  add(SLOT.CHANGED, changed);
  addNearZero<T>(old, fresh, count, oldSize, newSize, signs);
  // Of float16, sums of as many numbers as a part has are exact, whatever they are.
  if (idof<T>() == idof<Float16>()) return true;
  const most = i16x8.max_s(i16x8.max_s(absolute(oldMin), absolute(oldMax)), i16x8.max_s(absolute(newMin), absolute(newMax)));
  return isSumExact<T>(bfloat16Of(least16(i16x8.min_s(oldLeast, newLeast))), bfloat16Of(most16(most)));
}

/** Infinity's bits without the sign, shifted left. */
const SHIFTED_INFINITY: u32 = 0xff000000;

/** Adds the counts of `count` float32 numbers of one side, as those of old. */
export function addSideCounts32(from: usize, count: i32): void {
  let least = f32x4.splat(Infinity), most = f32x4.splat(-Infinity), sizes = least;
  const whole = <usize> (count & ~3) << 2, vectors = from + whole;
  for (let at = from; at < vectors; at += 16) {
    const x = v128.load(at);
    least = f32x4.pmin(least, x);
    most = f32x4.pmax(most, x);
    sizes = f32x4.pmin(sizes, f32x4.abs(x));
  }
  addExtremes(SLOT.OLD, least32(least), most32(most));
  let size = least32(sizes);
  for (let at = whole; at < <usize> count << 2; at += 4) {
    const x = <f64> load<f32>(from + at);
    addExtremes(SLOT.OLD, x, x);
    size = Math.min(size, Math.abs(x));
  }
  addSideNearZero<Float32>(SLOT.OLD, from, count, size);
}

/** Adds the counts of `count` float64 numbers of one side, as those of old. */
export function addSideCounts64(from: usize, count: i32): void {
  let least = f64x2.splat(Infinity), most = f64x2.splat(-Infinity), sizes = least;
  const whole = <usize> (count & ~1) << 3, vectors = from + whole;
  for (let at = from; at < vectors; at += 16) {
    const x = v128.load(at);
    least = f64x2.pmin(least, x);
    most = f64x2.pmax(most, x);
    sizes = f64x2.pmin(sizes, f64x2.abs(x));
  }
  addExtremes(SLOT.OLD, least64(least), most64(most));
  let size = least64(sizes);
  if (count & 1) {
    const x = load<f64>(from + whole);
    addExtremes(SLOT.OLD, x, x);
    size = Math.min(size, Math.abs(x));
  }
  addSideNearZero<Float64>(SLOT.OLD, from, count, size);
}

/** Adds the counts of `count` codes of one side, as those of old; see `addCounts16`. */
export function addSideCounts16<T>(from: usize, count: i32): void {
  let least = i16x8.splat(0x7fff), most = i16x8.splat(-0x8000), sizes = least;
  const whole = <usize> (count & ~7) << 1, vectors = from + whole;
  for (let at = from; at < vectors; at += 16) {
    const x = v128.load(at), s = inOrder(x);
    least = i16x8.min_s(least, s);
    most = i16x8.max_s(most, s);
    sizes = i16x8.min_s(sizes, v128.and(x, i16x8.splat(0x7fff)));
  }
  addExtremes(SLOT.OLD, least16(least), most16(most));
  let size = least16(sizes);
  for (let at = whole; at < <usize> count << 1; at += 2) {
    const code = <u32> load<u16>(from + at);
    addCode(SLOT.OLD, code);
    size = Math.min(size, <f64> (code & 0x7fff));
  }
  addSideNearZero<T>(SLOT.OLD, from, count, size);
}

/**
 * Whether float64 holds every sum of a part's numbers, of sizes from `least` to
 * `most`: they are multiples of the last bit of the least one, which is more
 * than 2^-24 of it (2^-9 in bfloat16), and up to 2^53 of those are exact.
 */
@inline
function isSumExact<T>(least: f64, most: f64): bool {
  return most * PART <= least * (idof<T>() == idof<Float32>() ? 536870912 : 17592186044416); // 2^29, 2^44
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

/** Ordered codes without their sign. */
@inline
function absolute(ordered: v128): v128 {
  return v128.and(v128.xor(ordered, i16x8.shr_s(ordered, 15)), i16x8.splat(0x7fff));
}

function bfloat16Of(code: f64): f64 {
  return <f64> reinterpret<f32>(<u32> code << 16);
}

function least16(ordered: v128): f64 {
  return least32(f32x4.convert_i32x4_s(i32x4.min_s(i32x4.extend_low_i16x8_s(ordered), i32x4.extend_high_i16x8_s(ordered))));
}

function most16(ordered: v128): f64 {
  return most32(f32x4.convert_i32x4_s(i32x4.max_s(i32x4.extend_low_i16x8_s(ordered), i32x4.extend_high_i16x8_s(ordered))));
}

function addExtremes(side: i32, least: f64, most: f64): void {
  atMost(side + SLOT.MIN, least);
  atLeast(side + SLOT.MAX, most);
}

function addCode(side: i32, code: u32): void {
  const signed = <i32> code << 16 >> 16;
  const ordered = <f64> (signed ^ ((signed >> 15) & 0x7fff));
  addExtremes(side, ordered, ordered);
}

// Zeros, subnormals and signs. Numbers near zero are few in most tensors: the
// loop of counts only looks for the smallest size and the signs that differ, and
// a part of the chunk that has numbers near zero is gone through again here.
import { count32, count64, sum16 } from "./lanes";
import { Bfloat16, Float16, Float32, Float64, widthOf } from "./numbers";
import { add, get, SCRATCH, SLOT } from "./result";

/** Address of a vector of each side for the numbers behind the last whole one. */
const REST: usize = SCRATCH;

/** The size below which a side's numbers are subnormal; of 16-bit types it is their code. */
@inline
function smallestNormal<T>(side: i32): f64 {
  if (idof<T>() == idof<Float16>()) return 0x0400;
  if (idof<T>() == idof<Bfloat16>()) return 0x0080;
  return get(side == SLOT.OLD ? SLOT.OLD_NORMAL : SLOT.NEW_NORMAL);
}

/** Whether a side whose smallest size (of 16-bit types, code without sign) is `least` has zeros or subnormals. */
@inline
function isNearZero<T>(side: i32, least: f64): bool {
  return least == 0 || least < smallestNormal<T>(side);
}

/** Adds what `count` numbers of one side have near zero. `least` is their smallest size. */
@inline
export function addSideNearZero<T>(side: i32, from: usize, count: i32, least: f64): void {
  if (!isNearZero<T>(side, least)) return;
  const whole = <usize> (count & -lanes<T>()) * bytesOf<T>(), rest = count & (lanes<T>() - 1);
  countSide<T>(side, from, from + whole);
  if (rest > 0) countSide<T>(side, REST, pad<T>(REST, from + whole, rest));
}

/** The same of both sides and their changes; `turned` is how many signs differ, those of zeros included. */
@inline
export function addNearZero<T>(
  old: usize,
  fresh: usize,
  count: i32,
  oldLeast: f64,
  newLeast: f64,
  turned: f64,
): void {
  add(SLOT.SIGN_FLIPS, turned);
  if (oldLeast != 0 && newLeast != 0) {
    addSideNearZero<T>(SLOT.OLD, old, count, oldLeast);
    addSideNearZero<T>(SLOT.NEW, fresh, count, newLeast);
    return;
  }
  const whole = <usize> (count & -lanes<T>()) * bytesOf<T>(), rest = count & (lanes<T>() - 1);
  countPairs<T>(old, old + whole, fresh);
  if (rest == 0) return;
  pad<T>(REST + 16, fresh + whole, rest);
  countPairs<T>(REST, pad<T>(REST, old + whole, rest), REST + 16);
}

/** Counts of the whole vectors from `from` to `end`. */
function countSide<T>(side: i32, from: usize, end: usize): void {
  const normal = splat<T>(smallestNormal<T>(side));
  let zeros = i32x4.splat(0), negative = zeros, small = zeros;
  for (; from < end; from += 16) {
    const x = v128.load(from), zero = zeroLanes<T>(x);
    zeros = less<T>(zeros, zero);
    negative = more<T>(negative, signs<T>(v128.and(zero, x)));
    small = less<T>(small, smallerLanes<T>(x, normal));
  }
  addSide(side, total<T>(zeros), total<T>(negative), total<T>(small));
}

/** Counts of both sides and of pairs with a zero, whose signs are no flips. */
function countPairs<T>(old: usize, end: usize, fresh: usize): void {
  const oldNormal = splat<T>(smallestNormal<T>(SLOT.OLD)), newNormal = splat<T>(smallestNormal<T>(SLOT.NEW));
  let oldZeros = i32x4.splat(0), oldNegative = oldZeros, oldSmall = oldZeros;
  let newZeros = oldZeros, newNegative = oldZeros, newSmall = oldZeros, both = oldZeros, turned = oldZeros;
  for (; old < end; old += 16, fresh += 16) {
    const x = v128.load(old), before = zeroLanes<T>(x);
    oldZeros = less<T>(oldZeros, before);
    oldNegative = more<T>(oldNegative, signs<T>(v128.and(before, x)));
    oldSmall = less<T>(oldSmall, smallerLanes<T>(x, oldNormal));
    const y = v128.load(fresh), after = zeroLanes<T>(y);
    newZeros = less<T>(newZeros, after);
    newNegative = more<T>(newNegative, signs<T>(v128.and(after, y)));
    newSmall = less<T>(newSmall, smallerLanes<T>(y, newNormal));
    both = less<T>(both, v128.and(before, after));
    turned = more<T>(turned, signs<T>(v128.and(v128.or(before, after), v128.xor(x, y))));
  }
  addSide(SLOT.OLD, total<T>(oldZeros), total<T>(oldNegative), total<T>(oldSmall));
  addSide(SLOT.NEW, total<T>(newZeros), total<T>(newNegative), total<T>(newSmall));
  add(SLOT.BOTH_ZERO, total<T>(both));
  add(SLOT.SIGN_FLIPS, -total<T>(turned));
}

/** `small` is how many sizes are below the smallest normal number: of types that have subnormal numbers, zeros included. */
function addSide(side: i32, zeros: f64, negative: f64, small: f64): void {
  add(side + SLOT.ZEROS, zeros);
  add(side + SLOT.NEGATIVE_ZEROS, negative);
  add(side + SLOT.SUBNORMALS, Math.max(small - zeros, 0));
}

/** Puts the last numbers, fewer than a vector has, and ones behind them where they make up a vector; gives its end. */
function pad<T>(to: usize, from: usize, count: i32): usize {
  v128.store(to, ones<T>());
  memory.copy(to, from, <usize> count * bytesOf<T>());
  return to + 16;
}

/** Numbers of a vector. */
@inline
function lanes<T>(): i32 {
  return 16 / <i32> bytesOf<T>();
}

@inline
function bytesOf<T>(): usize {
  return idof<T>() == idof<Float64>() ? 8 : widthOf<T>();
}

/** Numbers that are neither zero nor subnormal in any type. */
@inline
function ones<T>(): v128 {
  if (idof<T>() == idof<Float32>()) return f32x4.splat(1);
  return idof<T>() == idof<Float64>() ? f64x2.splat(1) : i16x8.splat(0x3c00);
}

/** Counts of lanes, more by one where a mask is set: as an integer, it is -1. */
@inline
function less<T>(counts: v128, mask: v128): v128 {
  if (idof<T>() == idof<Float32>()) return i32x4.sub(counts, mask);
  return idof<T>() == idof<Float64>() ? i64x2.sub(counts, mask) : i16x8.sub(counts, mask);
}

@inline
function more<T>(counts: v128, lanes: v128): v128 {
  if (idof<T>() == idof<Float32>()) return i32x4.add(counts, lanes);
  return idof<T>() == idof<Float64>() ? i64x2.add(counts, lanes) : i16x8.add(counts, lanes);
}

/** 1 where a lane's upper bit is set. */
@inline
function signs<T>(x: v128): v128 {
  if (idof<T>() == idof<Float32>()) return i32x4.shr_u(x, 31);
  return idof<T>() == idof<Float64>() ? i64x2.shr_u(x, 63) : i16x8.shr_u(x, 15);
}

@inline
function total<T>(counts: v128): f64 {
  if (idof<T>() == idof<Float32>()) return count32(counts);
  return idof<T>() == idof<Float64>() ? count64(counts) : sum16(counts);
}

@inline
function splat<T>(x: f64): v128 {
  if (idof<T>() == idof<Float32>()) return f32x4.splat(<f32> x);
  return idof<T>() == idof<Float64>() ? f64x2.splat(x) : i16x8.splat(<i16> x);
}

@inline
function zeroLanes<T>(x: v128): v128 {
  if (idof<T>() == idof<Float32>()) return f32x4.eq(x, f32x4.splat(0));
  if (idof<T>() == idof<Float64>()) return f64x2.eq(x, f64x2.splat(0));
  return i16x8.eq(i16x8.add(x, x), i16x8.splat(0)); // twice a zero is zero, whatever its sign
}

/** Lanes whose size is below a limit. */
@inline
function smallerLanes<T>(x: v128, limit: v128): v128 {
  if (idof<T>() == idof<Float32>()) return f32x4.lt(f32x4.abs(x), limit);
  if (idof<T>() == idof<Float64>()) return f64x2.lt(f64x2.abs(x), limit);
  return i16x8.lt_s(v128.and(x, i16x8.splat(0x7fff)), limit);
}

// Zeros, subnormals and signs. Numbers near zero are few in most tensors: the
// loop of counts only looks for the smallest size and the signs that differ, and
// a part of the chunk that has numbers near zero is gone through again here.
import { Bfloat16, Float16, Float32, Float64 } from "./numbers";
import { add, get, SLOT } from "./result";

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
  if (isNearZero<T>(side, least)) countSide<T>(side, from, count);
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
  addSideNearZero<T>(SLOT.OLD, old, count, oldLeast);
  addSideNearZero<T>(SLOT.NEW, fresh, count, newLeast);
  if (oldLeast == 0 || newLeast == 0) countPairs<T>(old, fresh, count);
  else add(SLOT.SIGN_FLIPS, turned);
}

function countSide<T>(side: i32, from: usize, count: i32): void {
  const normal = splat<T>(smallestNormal<T>(side));
  let zeros = 0, negative = 0, subnormals = 0;
  for (; count > 0; count -= lanes<T>(), from += 16) {
    const x = v128.load(from), isZero = zeroLanes<T>(x), zero = mask<T>(isZero) & used<T>(count);
    zeros += popcnt<i32>(zero);
    negative += popcnt<i32>(zero & mask<T>(x)); // a mask takes the upper bits: those of sign
    subnormals += popcnt<i32>(mask<T>(v128.andnot(smallerLanes<T>(x, normal), isZero)) & used<T>(count));
  }
  add(side + SLOT.ZEROS, zeros);
  add(side + SLOT.NEGATIVE_ZEROS, negative);
  add(side + SLOT.SUBNORMALS, subnormals);
}

function countPairs<T>(old: usize, fresh: usize, count: i32): void {
  let flips = 0, both = 0;
  for (; count > 0; count -= lanes<T>(), old += 16, fresh += 16) {
    const a = v128.load(old), b = v128.load(fresh);
    const before = mask<T>(zeroLanes<T>(a)), after = mask<T>(zeroLanes<T>(b));
    both += popcnt<i32>(before & after & used<T>(count));
    flips += popcnt<i32>((mask<T>(a) ^ mask<T>(b)) & ~(before | after) & used<T>(count));
  }
  add(SLOT.SIGN_FLIPS, flips);
  add(SLOT.BOTH_ZERO, both);
}

/** Numbers of a vector. */
@inline
function lanes<T>(): i32 {
  return idof<T>() == idof<Float32>() ? 4 : idof<T>() == idof<Float64>() ? 2 : 8;
}

/** The lanes of a vector that the last `count` numbers fill: what lies behind them is not theirs. */
@inline
function used<T>(count: i32): i32 {
  return count >= lanes<T>() ? 0xff : (1 << count) - 1;
}

/** The upper bit of each lane. */
@inline
function mask<T>(x: v128): i32 {
  if (idof<T>() == idof<Float32>()) return i32x4.bitmask(x);
  return idof<T>() == idof<Float64>() ? i64x2.bitmask(x) : i16x8.bitmask(x);
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

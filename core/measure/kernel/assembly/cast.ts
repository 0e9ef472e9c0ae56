// Whether new is what a cast to a narrower type makes of old: rounded to the
// nearest, ties to even, or towards zero. Lanes of both sides are finite numbers.
//
// Adding a power of two whose last place is that of the narrower type rounds, and
// taking it away again is exact; sizes below the smallest normal number share its
// power. Where the power is beyond the lane's type the result is NaN, for which
// the cap stands: the largest number of a narrower type is far below.
// That of bfloat16 is not, whose numbers are rounded as integers.
import { put, SLOT } from "./result";

/**
 * Counts pairs of float32 that are not such a cast, to a type with `mantissa`
 * bits of fraction, the smallest normal number `normal` and the largest one
 * `largest`. `cap` is what larger ones are rounded to: it, or infinity.
 */
export function countCasts32(old: usize, fresh: usize, count: i32, mantissa: i32, normal: f64, largest: f64, cap: f64): void {
  if (normal < 2e-38) return countBfloat16(old, fresh, count);
  const least = f32x4.splat(<f32> normal), most = f32x4.splat(<f32> largest), caps = f32x4.splat(<f32> cap);
  const scale = f32x4.splat(<f32> (1 << (23 - mantissa))), unit = f32x4.splat(1.1920928955078125e-7); // 2^-23
  const sign = i32x4.splat(0x80000000), exponent = i32x4.splat(0x7f800000);
  let far = 0, away = 0;
  for (; count > 0; count -= 4, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh), mask = maskOf(count, 4);
    const power = f32x4.mul(f32x4.pmax(v128.and(x, exponent), least), scale), size = f32x4.abs(x);
    const rounded = f32x4.sub(f32x4.add(size, power), power), negative = v128.and(x, sign);
    const above = v128.and(f32x4.gt(rounded, size), f32x4.mul(power, unit));
    const cut = f32x4.pmin(most, f32x4.sub(rounded, above));
    far += popcnt<i32>(i32x4.bitmask(i32x4.ne(v128.or(f32x4.pmin(caps, rounded), negative), y)) & mask);
    away += popcnt<i32>(i32x4.bitmask(i32x4.ne(v128.or(cut, negative), y)) & mask);
  }
  putCounts(far, away);
}

/** The same of casts to bfloat16, the upper half of a float32. */
function countBfloat16(old: usize, fresh: usize, count: i32): void {
  const upper = i32x4.splat(0xffff0000), half = i32x4.splat(0x7fff), one = i32x4.splat(1);
  let far = 0, away = 0;
  for (; count > 0; count -= 4, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh), mask = maskOf(count, 4);
    const parity = v128.and(i32x4.shr_u(x, 16), one);
    const rounded = v128.and(i32x4.add(i32x4.add(x, half), parity), upper);
    far += popcnt<i32>(i32x4.bitmask(i32x4.ne(rounded, y)) & mask);
    away += popcnt<i32>(i32x4.bitmask(i32x4.ne(v128.and(x, upper), y)) & mask);
  }
  putCounts(far, away);
}

/** `countCasts32` of float64, which may also be rounded to float32 before, as torch does. */
export function countCasts64(old: usize, fresh: usize, count: i32, mantissa: i32, normal: f64, largest: f64, cap: f64): void {
  const least = f64x2.splat(normal), most = f64x2.splat(largest), caps = f64x2.splat(cap);
  const scale = f64x2.splat(<f64> (1 << (52 - <i64> mantissa))), unit = f64x2.splat(2.220446049250313e-16); // 2^-52
  const sign = i64x2.splat(i64.MIN_VALUE);
  let far = 0, away = 0;
  for (; count > 0; count -= 2, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh), mask = maskOf(count, 2);
    const power = powerOf(x, least, scale), size = f64x2.abs(x), negative = v128.and(x, sign);
    const rounded = f64x2.sub(f64x2.add(size, power), power);
    const narrow = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(size)), other = powerOf(narrow, least, scale);
    const twice = f64x2.sub(f64x2.add(narrow, other), other);
    const above = v128.and(f64x2.gt(rounded, size), f64x2.mul(power, unit));
    const cut = f64x2.pmin(most, f64x2.sub(rounded, above));
    const isFar = v128.and(i64x2.ne(v128.or(f64x2.pmin(caps, rounded), negative), y), i64x2.ne(v128.or(f64x2.pmin(caps, twice), negative), y));
    far += popcnt<i32>(i64x2.bitmask(isFar) & mask);
    away += popcnt<i32>(i64x2.bitmask(i64x2.ne(v128.or(cut, negative), y)) & mask);
  }
  putCounts(far, away);
}

@inline
function powerOf(x: v128, least: v128, scale: v128): v128 {
  return f64x2.mul(f64x2.pmax(v128.and(x, i64x2.splat(0x7ff0000000000000)), least), scale);
}

/** The lanes of a vector that are elements. */
@inline
function maskOf(count: i32, lanes: i32): i32 {
  return count >= lanes ? 15 : (1 << count) - 1;
}

function putCounts(far: i32, away: i32): void {
  put(SLOT.NOT_NEAREST, <f64> far);
  put(SLOT.NOT_TRUNCATED, <f64> away);
}

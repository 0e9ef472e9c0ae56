// Whether new is what a cast to a narrower type makes of old: rounded to the
// nearest, ties to even, or towards zero. Lanes of both sides are finite numbers.
//
// Adding a power of two whose last place is that of the narrower type rounds, and
// taking it truncated again is exact; sizes below the smallest normal number share its
// power. Where the power is beyond the lane's type the result is NaN, for which
// the cap stands: the largest number of a narrower type is far below.
// That of bfloat16 is not, whose numbers are rounded as integers.
import { count32 } from "./lanes";
import { put, SCRATCH, SLOT } from "./result";

/**
 * Counts pairs of float32 that are not such a cast, to a type with `mantissa`
 * bits of fraction, the smallest normal number `normal` and the largest one
 * `largest`. `cap` is what larger ones are rounded to: it, or infinity.
 */
export function countCasts32(old: usize, fresh: usize, count: i32, mantissa: i32, normal: f64, largest: f64, cap: f64): void {
  if (normal < 2e-38) return countBfloat16(old, fresh, count);
  const least = f32x4.splat(<f32> normal), most = f32x4.splat(<f32> largest), caps = f32x4.splat(<f32> cap);
  const scale = f32x4.splat(<f32> (1 << (23 - mantissa))), unit = kept(0x34000000); // 2^-23
  const sign = kept(0x80000000), exponent = kept(0x7f800000);
  const all = padZeros(old, fresh, count);
  let nearest = i32x4.splat(0), truncated = nearest;
  for (; count > 0; count -= 4, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh);
    const power = f32x4.mul(f32x4.pmax(v128.and(x, exponent), least), scale), size = f32x4.abs(x);
    const rounded = f32x4.sub(f32x4.add(size, power), power), negative = v128.and(x, sign);
    const above = v128.and(f32x4.gt(rounded, size), f32x4.mul(power, unit));
    const cut = f32x4.pmin(most, f32x4.sub(rounded, above));
    nearest = i32x4.sub(nearest, i32x4.eq(v128.or(f32x4.pmin(caps, rounded), negative), y));
    truncated = i32x4.sub(truncated, i32x4.eq(v128.or(cut, negative), y));
  }
  putCounts(all - count32(nearest), all - count32(truncated));
}

/** The same of casts to bfloat16, the upper half of a float32. */
function countBfloat16(old: usize, fresh: usize, count: i32): void {
  const upper = kept(0xffff0000), half = kept(0x7fff), one = kept(1);
  const all = padZeros(old, fresh, count);
  let nearest = i32x4.splat(0), truncated = nearest;
  for (; count > 0; count -= 4, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh);
    const parity = v128.and(i32x4.shr_u(x, 16), one);
    const rounded = v128.and(i32x4.add(i32x4.add(x, half), parity), upper);
    nearest = i32x4.sub(nearest, i32x4.eq(rounded, y));
    truncated = i32x4.sub(truncated, i32x4.eq(v128.and(x, upper), y));
  }
  putCounts(all - count32(nearest), all - count32(truncated));
}

/** `countCasts32` of float64, which may also be rounded to float32 before, as torch does. */
export function countCasts64(old: usize, fresh: usize, count: i32, mantissa: i32, normal: f64, largest: f64, cap: f64): void {
  const least = f64x2.splat(normal), most = f64x2.splat(largest), caps = f64x2.splat(cap);
  const scale = f64x2.splat(<f64> (1 << (52 - <i64> mantissa))), unit = f64x2.splat(2.220446049250313e-16); // 2^-52
  const sign = i64x2.splat(i64.MIN_VALUE);
  let far = 0, away = 0;
  for (; count > 0; count -= 2, old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh), mask = count >= 2 ? 3 : 1;
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
  putCounts(<f64> far, <f64> away);
}

@inline
function powerOf(x: v128, least: v128, scale: v128): v128 {
  return f64x2.mul(f64x2.pmax(v128.and(x, i64x2.splat(0x7ff0000000000000)), least), scale);
}

/** Lanes of these bits. From memory, since the engine makes a constant anew in each turn of a loop. */
@inline
function kept(bits: u32): v128 {
  store<u32>(SCRATCH, bits);
  return v128.load32_splat(SCRATCH);
}

/**
 * Puts zeros, which are their own cast, behind the last number of both sides up
 * to a whole vector: only the last chunk of a tensor ends within one. Gives how
 * many numbers there are then.
 */
function padZeros(old: usize, fresh: usize, count: i32): f64 {
  if (count & 3) {
    v128.store(old + (<usize> count << 2), i32x4.splat(0));
    v128.store(fresh + (<usize> count << 2), i32x4.splat(0));
  }
  return <f64> ((count + 3) & ~3);
}

function putCounts(far: f64, away: f64): void {
  put(SLOT.NOT_NEAREST, far);
  put(SLOT.NOT_TRUNCATED, away);
}

// Further passes over a chunk that is in the cache: taken only where the fused
// pass asks for one.
import { sum64 } from "./lanes";

/** How many elements of 1, 2, 4 or 8 bytes differ as bit patterns. */
export function countChanged(old: usize, fresh: usize, count: i32, width: i32): f64 {
  const bytes = <usize> count * width;
  const end = old + (bytes & ~<usize> 15);
  let counts: i64 = 0;
  for (; old < end; old += 16, fresh += 16) {
    const a = v128.load(old), b = v128.load(fresh);
    counts += popcnt<i32>(
      width == 1
        ? i8x16.bitmask(i8x16.ne(a, b))
        : width == 2
        ? i16x8.bitmask(i16x8.ne(a, b))
        : width == 4
        ? i32x4.bitmask(i32x4.ne(a, b))
        : i64x2.bitmask(i64x2.ne(a, b)),
    );
  }
  const rest = <i32> (bytes & 15);
  for (let at = 0; at < rest; at += width) {
    for (let byte = 0; byte < width; byte++) {
      if (load<u8>(old + at + byte) == load<u8>(fresh + at + byte)) continue;
      counts++;
      break;
    }
  }
  return <f64> counts;
}

/** Whether two runs of bytes are the same: 1 if so. Ends at the first difference. */
export function isSame(old: usize, fresh: usize, bytes: i32): i32 {
  for (; bytes >= 32; bytes -= 32, old += 32, fresh += 32) {
    const difference = v128.or(
      v128.xor(v128.load(old), v128.load(fresh)),
      v128.xor(v128.load(old, 16), v128.load(fresh, 16)),
    );
    if (v128.any_true(difference)) return 0;
  }
  for (; bytes > 0; bytes--, old++, fresh++) if (load<u8>(old) != load<u8>(fresh)) return 0;
  return 1;
}

/** How many float32 differ as numbers. */
export function countUnequal32(old: usize, fresh: usize, count: i32): f64 {
  let unequal = 0;
  for (; count >= 4; count -= 4, old += 16, fresh += 16) {
    unequal += popcnt<i32>(i32x4.bitmask(f32x4.ne(v128.load(old), v128.load(fresh))));
  }
  for (; count > 0; count--, old += 4, fresh += 4) if (load<f32>(old) != load<f32>(fresh)) unequal++;
  return <f64> unequal;
}

/** How many float64 differ as numbers. */
export function countUnequal64(old: usize, fresh: usize, count: i32): f64 {
  let unequal = 0;
  for (; count >= 2; count -= 2, old += 16, fresh += 16) {
    unequal += popcnt<i32>(i64x2.bitmask(f64x2.ne(v128.load(old), v128.load(fresh))));
  }
  if (count > 0 && load<f64>(old) != load<f64>(fresh)) unequal++;
  return <f64> unequal;
}

/** The first index at which |new - old| is `size`. */
export function findDifference32(old: usize, fresh: usize, count: i32, size: f64): i32 {
  for (let i = 0; i < count; i++) {
    const at = <usize> i << 2;
    if (Math.abs(<f64> load<f32>(fresh + at) - <f64> load<f32>(old + at)) == size) return i;
  }
  return -1;
}

/** The first index at which |new - old| is `size`. */
export function findDifference64(old: usize, fresh: usize, count: i32, size: f64): i32 {
  for (let i = 0; i < count; i++) {
    const at = <usize> i << 3;
    if (Math.abs(load<f64>(fresh + at) - load<f64>(old + at)) == size) return i;
  }
  return -1;
}

/** Sum of squares about a mean: for chunks whose mean is large against their spread. */
export function centredSquares32(from: usize, count: i32, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let even = f64x2.splat(0), odd = even;
  for (; count >= 4; count -= 4, from += 16) {
    const x = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(from)), means);
    const y = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(from, 8)), means);
    even = f64x2.add(even, f64x2.mul(x, x));
    odd = f64x2.add(odd, f64x2.mul(y, y));
  }
  let squares = sum64(f64x2.add(even, odd));
  for (; count > 0; count--, from += 4) squares += square(<f64> load<f32>(from) - mean);
  return squares;
}

/** Sum of squares about a mean: for chunks whose mean is large against their spread. */
export function centredSquares64(from: usize, count: i32, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  for (; count >= 2; count -= 2, from += 16) {
    const x = f64x2.sub(v128.load(from), means);
    sums = f64x2.add(sums, f64x2.mul(x, x));
  }
  return count > 0 ? sum64(sums) + square(load<f64>(from) - mean) : sum64(sums);
}

/** Sum of squares of new - old about their mean: for chunks that all moved alike. */
export function centredDifferences32(old: usize, fresh: usize, count: i32, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  for (; count >= 2; count -= 2, old += 8, fresh += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(old)), y = f64x2.promote_low_f32x4(v128.load64_zero(fresh));
    const d = f64x2.sub(f64x2.sub(y, x), means);
    sums = f64x2.add(sums, f64x2.mul(d, d));
  }
  return count > 0 ? sum64(sums) + square(<f64> load<f32>(fresh) - <f64> load<f32>(old) - mean) : sum64(sums);
}

/** Sum of squares of new - old about their mean: for chunks that all moved alike. */
export function centredDifferences64(old: usize, fresh: usize, count: i32, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  for (; count >= 2; count -= 2, old += 16, fresh += 16) {
    const d = f64x2.sub(f64x2.sub(v128.load(fresh), v128.load(old)), means);
    sums = f64x2.add(sums, f64x2.mul(d, d));
  }
  return count > 0 ? sum64(sums) + square(load<f64>(fresh) - load<f64>(old) - mean) : sum64(sums);
}

@inline
function square(x: f64): f64 {
  return x * x;
}

/** How many pairs of float32 are zeros of different sign. */
export function countSignedZeros32(old: usize, fresh: usize, count: i32): f64 {
  let found = 0;
  for (let i: usize = 0; i < <usize> count << 2; i += 4) {
    if (load<f32>(old + i) == 0 && load<f32>(fresh + i) == 0 && load<u32>(old + i) != load<u32>(fresh + i)) found++;
  }
  return <f64> found;
}

/** How many pairs of float64 are zeros of different sign. */
export function countSignedZeros64(old: usize, fresh: usize, count: i32): f64 {
  let found = 0;
  for (let i: usize = 0; i < <usize> count << 3; i += 8) {
    if (load<f64>(old + i) == 0 && load<f64>(fresh + i) == 0 && load<u64>(old + i) != load<u64>(fresh + i)) found++;
  }
  return <f64> found;
}

/** Sum of products of float32. */
export function products32(old: usize, fresh: usize, count: i32): f64 {
  let even = f64x2.splat(0), odd = even;
  for (; count >= 4; count -= 4, old += 16, fresh += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(old)), y = f64x2.promote_low_f32x4(v128.load64_zero(fresh));
    const z = f64x2.promote_low_f32x4(v128.load64_zero(old, 8)), w = f64x2.promote_low_f32x4(v128.load64_zero(fresh, 8));
    even = f64x2.add(even, f64x2.mul(x, y));
    odd = f64x2.add(odd, f64x2.mul(z, w));
  }
  let sum = sum64(f64x2.add(even, odd));
  for (; count > 0; count--, old += 4, fresh += 4) sum += <f64> load<f32>(old) * <f64> load<f32>(fresh);
  return sum;
}

/** Sum of products of float64. */
export function products64(old: usize, fresh: usize, count: i32): f64 {
  let sums = f64x2.splat(0);
  for (; count >= 2; count -= 2, old += 16, fresh += 16) {
    sums = f64x2.add(sums, f64x2.mul(v128.load(old), v128.load(fresh)));
  }
  return count > 0 ? sum64(sums) + load<f64>(old) * load<f64>(fresh) : sum64(sums);
}

/** How many pairs of float32 are further apart than `atol + rtol * |old|`. */
export function countBeyond32(old: usize, fresh: usize, count: i32, rtol: f64, atol: f64): f64 {
  let beyond = 0;
  for (; count >= 2; count -= 2, old += 8, fresh += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(old)), y = f64x2.promote_low_f32x4(v128.load64_zero(fresh));
    beyond += popcnt<i32>(i64x2.bitmask(isBeyond(x, y, rtol, atol)));
  }
  if (count > 0) {
    const x = f64x2.splat(<f64> load<f32>(old)), y = f64x2.splat(<f64> load<f32>(fresh));
    beyond += i64x2.bitmask(isBeyond(x, y, rtol, atol)) & 1;
  }
  return <f64> beyond;
}

/** How many pairs of float64 are further apart than `atol + rtol * |old|`. */
export function countBeyond64(old: usize, fresh: usize, count: i32, rtol: f64, atol: f64): f64 {
  let beyond = 0;
  for (; count >= 2; count -= 2, old += 16, fresh += 16) {
    beyond += popcnt<i32>(i64x2.bitmask(isBeyond(v128.load(old), v128.load(fresh), rtol, atol)));
  }
  if (count > 0) {
    const x = v128.load64_zero(old), y = v128.load64_zero(fresh);
    beyond += i64x2.bitmask(isBeyond(x, y, rtol, atol)) & 1;
  }
  return <f64> beyond;
}

@inline
function isBeyond(x: v128, y: v128, rtol: f64, atol: f64): v128 {
  const limit = f64x2.add(f64x2.splat(atol), f64x2.mul(f64x2.splat(rtol), f64x2.abs(x)));
  return f64x2.gt(f64x2.abs(f64x2.sub(y, x)), limit);
}

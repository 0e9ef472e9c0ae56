// Narrow types to float32 and integers to float64, exactly; quantized integers
// to the float32 that they stand for.
import { Bfloat16, Float16, numbers } from "./numbers";

/** IEEE float16; infinities and NaN keep an exponent of all ones. */
export function decodeFloat16(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 8, to += 16) {
    const codes = i32x4.extend_low_i16x8_u(v128.load64_zero(from));
    const isSpecial = i32x4.gt_s(v128.and(codes, i32x4.splat(0x7fff)), i32x4.splat(0x7bff));
    v128.store(to, v128.or(numbers<Float16>(from), v128.and(isSpecial, i32x4.splat(0x7f800000))));
  }
}

/** bfloat16: the upper half of a float32. */
export function decodeBfloat16(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 8, to += 16) v128.store(to, numbers<Bfloat16>(from));
}

export function decodeInt16(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 8, to += 16) {
    v128.store(to, f32x4.convert_i32x4_s(v128.load_ext<i16>(from)));
  }
}

export function decodeUint16(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 8, to += 16) {
    v128.store(to, f32x4.convert_i32x4_s(v128.load_ext<u16>(from)));
  }
}

/** Any 8-bit type: `table` holds the float32 of each of its 256 codes. */
export function decodeTable8(from: usize, to: usize, count: i32, table: usize): void {
  for (let i = 0; i < count; i += 4, from += 4, to += 16) {
    const codes = load<u32>(from);
    store<f32>(to, load<f32>(table + (<usize> (codes & 0xff) << 2)));
    store<f32>(to, load<f32>(table + (<usize> (codes >> 8 & 0xff) << 2)), 4);
    store<f32>(to, load<f32>(table + (<usize> (codes >> 16 & 0xff) << 2)), 8);
    store<f32>(to, load<f32>(table + (<usize> (codes >> 24) << 2)), 12);
  }
}

export function decodeInt32(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, from += 8, to += 16) {
    v128.store(to, f64x2.convert_low_i32x4_s(v128.load64_zero(from)));
  }
}

export function decodeUint32(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, from += 8, to += 16) {
    v128.store(to, f64x2.convert_low_i32x4_u(v128.load64_zero(from)));
  }
}

/**
 * int64 from -2^51 to below 2^51 to float64, where differences are exact as
 * well; 1 if there is any other.
 */
export function decodeInt64(from: usize, to: usize, count: i32): i32 {
  return decodeLong(from, to, count, 1 << 51, 52);
}

/** uint64 below 2^51 to float64; 1 if there is any other. */
export function decodeUint64(from: usize, to: usize, count: i32): i32 {
  return decodeLong(from, to, count, 0, 51);
}

/** Integers are added to the bits of 1.5 * 2^52, whose unit in the last place is 1. In range, x + offset is below 2^bits. */
@inline
function decodeLong(from: usize, to: usize, count: i32, offset: i64, bits: i32): i32 {
  const base = f64x2.splat(6755399441055744);
  let beyond = i64x2.splat(0);
  for (const end = from + (<usize> count << 3); from < end; from += 16, to += 16) {
    const x = from + 16 > end ? v128.load64_zero(from) : v128.load(from);
    beyond = v128.or(beyond, i64x2.add(x, i64x2.splat(offset)));
    v128.store(to, f64x2.sub(i64x2.add(x, base), base));
  }
  return i32(v128.any_true(i64x2.shr_u(beyond, bits)));
}

/** Quantized int8 to float32: scale * (code - zero), rounded to float32 once. */
export function dequantizeInt8(from: usize, to: usize, count: i32, scale: f64, zero: f64): void {
  for (let i = 0; i < count; i += 4, from += 4, to += 16) {
    storeScaled(to, i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(from))), scale, zero);
  }
}

/** Quantized uint8 to float32: scale * (code - zero), rounded to float32 once. */
export function dequantizeUint8(from: usize, to: usize, count: i32, scale: f64, zero: f64): void {
  for (let i = 0; i < count; i += 4, from += 4, to += 16) {
    storeScaled(to, i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))), scale, zero);
  }
}

/** Quantized int32 to float32: scale * (code - zero), rounded to float32 once, or with `twice` after each step. */
export function dequantizeInt32(from: usize, to: usize, count: i32, scale: f64, zero: f64, twice: i32): void {
  for (let i = 0; i < count; i += 4, from += 16, to += 16) {
    storeScaled(to, v128.load(from), scale, zero, twice != 0);
  }
}

@inline
function storeScaled(to: usize, codes: v128, scale: f64, zero: f64, twice: bool = false): void {
  const upper = i8x16.shuffle(codes, codes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  const zeros = f64x2.splat(zero);
  let x = f64x2.sub(f64x2.convert_low_i32x4_s(codes), zeros), y = f64x2.sub(f64x2.convert_low_i32x4_s(upper), zeros);
  if (twice) {
    x = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
    y = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(y));
  }
  const scales = f64x2.splat(scale);
  v128.store64_lane(to, f32x4.demote_f64x2_zero(f64x2.mul(x, scales)), 0);
  v128.store64_lane(to, f32x4.demote_f64x2_zero(f64x2.mul(y, scales)), 0, 8);
}

/** float32 to float64, for pairs with a type that float32 does not hold. */
export function widen32(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, from += 8, to += 16) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(from)));
  }
}

/** float64 to the nearest float32, infinity for what is beyond it. */
export function narrow64(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, from += 16, to += 8) {
    v128.store64_lane(to, f32x4.demote_f64x2_zero(v128.load(from)), 0);
  }
}

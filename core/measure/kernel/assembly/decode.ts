// Narrow types to float32 and 32-bit integers to float64, exactly.

/** IEEE float16. Subnormals come out right since the scaling is a multiplication. */
export function decodeFloat16(from: usize, to: usize, count: i32): void {
  const scale = f32x4.splat(reinterpret<f32>(0x77800000)); // 2^112
  for (let i = 0; i < count; i += 4, from += 8, to += 16) {
    const half = v128.load_ext<u16>(from);
    const sign = i32x4.shl(v128.and(half, i32x4.splat(0x8000)), 16);
    const bits = v128.and(half, i32x4.splat(0x7fff));
    const finite = f32x4.mul(i32x4.shl(bits, 13), scale);
    // All exponent bits set: infinity or NaN keeps an exponent of all ones.
    const special = v128.and(i32x4.gt_s(bits, i32x4.splat(0x7bff)), i32x4.splat(0x7f800000));
    v128.store(to, v128.or(sign, v128.or(finite, special)));
  }
}

/** bfloat16: the upper half of a float32. */
export function decodeBfloat16(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 8, to += 16) v128.store(to, i32x4.shl(v128.load_ext<u16>(from), 16));
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
  for (let i = 0; i < count; i++) {
    store<f32>(to + (<usize> i << 2), load<f32>(table + (<usize> load<u8>(from + i) << 2)));
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

/** float32 to float64, for pairs with a type that float32 does not hold. */
export function widen32(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, from += 8, to += 16) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(from)));
  }
}

// How four neighbouring numbers of a type become float32 lanes, exactly. The
// classes only name the types at compile time; none is ever made.

export class Float64 {}
export class Float32 {}
export class Float16 {}
export class Bfloat16 {}

/** Bytes of one number. */
@inline
export function widthOf<T>(): usize {
  return idof<T>() == idof<Float32>() ? 4 : 2;
}

/** Four numbers at an address. Of a float16, infinity and NaN come out as finite numbers from 65536 upwards. */
@inline
export function numbers<T>(from: usize): v128 {
  if (idof<T>() == idof<Float32>()) return v128.load(from);
  // Each code in the upper half of its lane: that is bfloat16 already.
  const halves = i8x16.shuffle(
    i16x8.splat(0),
    v128.load64_zero(from),
    0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23,
  );
  if (idof<T>() == idof<Bfloat16>()) return halves;
  // float16: the exponent goes to its place in float32 and a multiplication corrects its bias, subnormals included.
  const bits = v128.and(i32x4.shr_s(halves, 3), i32x4.splat(0x8fffe000));
  return f32x4.mul(bits, f32x4.splat(reinterpret<f32>(0x77800000))); // 2^112
}

/** The first two of four lanes at an address as float64. */
@inline
export function lower(lanes: v128): v128 {
  return f64x2.promote_low_f32x4(lanes);
}

/** The last two of four lanes as float64; float32 is loaded again, which is cheaper than moving it. */
@inline
export function upper<T>(from: usize, lanes: v128): v128 {
  if (idof<T>() == idof<Float32>()) return f64x2.promote_low_f32x4(v128.load64_zero(from, 8));
  return f64x2.promote_low_f32x4(
    i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
  );
}

/** One number at an address. */
@inline
export function first<T>(from: usize): f64 {
  return <f64> f32x4.extract_lane(numbers<T>(from), 0);
}

// What the lanes of a vector come to together.

export function sum64(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

export function least64(lanes: v128): f64 {
  return Math.min(f64x2.extract_lane(lanes, 0), f64x2.extract_lane(lanes, 1));
}

export function most64(lanes: v128): f64 {
  return Math.max(f64x2.extract_lane(lanes, 0), f64x2.extract_lane(lanes, 1));
}

export function least32(lanes: v128): f64 {
  const first = Mathf.min(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1));
  return <f64> Mathf.min(first, Mathf.min(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)));
}

export function most32(lanes: v128): f64 {
  const first = Mathf.max(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1));
  return <f64> Mathf.max(first, Mathf.max(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)));
}

export function count32(lanes: v128): f64 {
  return <f64> (i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3));
}

export function count64(lanes: v128): f64 {
  return <f64> (i64x2.extract_lane(lanes, 0) + i64x2.extract_lane(lanes, 1));
}

/** Of unsigned 16-bit counts. */
export function sum16(lanes: v128): f64 {
  return count32(i32x4.extadd_pairwise_i16x8_u(lanes));
}

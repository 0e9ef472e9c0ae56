// Further passes over a chunk that is in the cache: taken only where the fused
// pass asks for one.

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

/** How many float32 differ as numbers. */
export function countUnequal32(old: usize, fresh: usize, count: i32): f64 {
  let unequal = 0;
  for (let i: usize = 0; i < <usize> count << 2; i += 4) if (load<f32>(old + i) != load<f32>(fresh + i)) unequal++;
  return <f64> unequal;
}

/** How many float64 differ as numbers. */
export function countUnequal64(old: usize, fresh: usize, count: i32): f64 {
  let unequal = 0;
  for (let i: usize = 0; i < <usize> count << 3; i += 8) if (load<f64>(old + i) != load<f64>(fresh + i)) unequal++;
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
  let squares: f64 = 0;
  for (let i = 0; i < count; i++) {
    const x = <f64> load<f32>(from + (<usize> i << 2)) - mean;
    squares += x * x;
  }
  return squares;
}

/** Sum of squares about a mean: for chunks whose mean is large against their spread. */
export function centredSquares64(from: usize, count: i32, mean: f64): f64 {
  let squares: f64 = 0;
  for (let i = 0; i < count; i++) {
    const x = load<f64>(from + (<usize> i << 3)) - mean;
    squares += x * x;
  }
  return squares;
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
  let sum: f64 = 0;
  for (let i: usize = 0; i < <usize> count << 2; i += 4) sum += <f64> load<f32>(old + i) * <f64> load<f32>(fresh + i);
  return sum;
}

/** Sum of products of float64. */
export function products64(old: usize, fresh: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < <usize> count << 3; i += 8) sum += load<f64>(old + i) * load<f64>(fresh + i);
  return sum;
}

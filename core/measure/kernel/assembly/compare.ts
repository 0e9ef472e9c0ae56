// The fused pass over both sides of a chunk: statistics of each side and of
// their difference in one reading, accumulated in float64. A lane of NaN or
// infinity makes the sums of squares NaN or infinite; the caller sees that and
// takes the plain way, which leaves such lanes out one by one. The sum of
// products follows from those of squares: 2ab = a^2 + b^2 - (b - a)^2.
import { count32, count64, least32, least64, most32, most64, sum64 } from "./lanes";
import { add, atLeast, atMost, put, SLOT } from "./result";

/** Statistics and differences of `count` float32 numbers at `old` and `fresh`. */
export function compare32(old: usize, fresh: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let oldMin = f32x4.splat(Infinity), oldMax = f32x4.splat(-Infinity);
  let newMin = oldMin, newMax = oldMax;
  let oldZeros = i32x4.splat(0), newZeros = oldZeros, changed = oldZeros;
  let oldSum = f64x2.splat(0), oldSquares = oldSum, newSum = oldSum, newSquares = oldSum;
  let deltaSquares = oldSum, deltaSizes = oldSum, deltaMost = oldSum;
  const vectors = old + (<usize> (count & ~3) << 2);
  let tailA = old, tailB = fresh;
  for (; tailA < vectors; tailA += 16, tailB += 16) {
    const a = v128.load(tailA), b = v128.load(tailB);
    oldZeros = i32x4.sub(oldZeros, f32x4.eq(a, zero));
    newZeros = i32x4.sub(newZeros, f32x4.eq(b, zero));
    changed = i32x4.sub(changed, i32x4.ne(a, b));
    oldMin = f32x4.pmin(oldMin, a);
    oldMax = f32x4.pmax(oldMax, a);
    newMin = f32x4.pmin(newMin, b);
    newMax = f32x4.pmax(newMax, b);
    let x = f64x2.promote_low_f32x4(a), y = f64x2.promote_low_f32x4(b);
    let d = f64x2.sub(y, x), size = f64x2.abs(d);
    oldSum = f64x2.add(oldSum, x);
    newSum = f64x2.add(newSum, y);
    oldSquares = f64x2.add(oldSquares, f64x2.mul(x, x));
    newSquares = f64x2.add(newSquares, f64x2.mul(y, y));
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(d, d));
    deltaSizes = f64x2.add(deltaSizes, size);
    deltaMost = f64x2.pmax(deltaMost, size);
    x = f64x2.promote_low_f32x4(i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
    y = f64x2.promote_low_f32x4(i8x16.shuffle(b, b, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
    d = f64x2.sub(y, x);
    size = f64x2.abs(d);
    oldSum = f64x2.add(oldSum, x);
    newSum = f64x2.add(newSum, y);
    oldSquares = f64x2.add(oldSquares, f64x2.mul(x, x));
    newSquares = f64x2.add(newSquares, f64x2.mul(y, y));
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(d, d));
    deltaSizes = f64x2.add(deltaSizes, size);
    deltaMost = f64x2.pmax(deltaMost, size);
  }
  putSide(SLOT.OLD, count32(oldZeros), least32(oldMin), most32(oldMax), sum64(oldSum), sum64(oldSquares));
  putSide(SLOT.NEW, count32(newZeros), least32(newMin), most32(newMax), sum64(newSum), sum64(newSquares));
  putPair(sum64(deltaSquares), sum64(deltaSizes), most64(deltaMost), count32(changed));
  for (const end = old + (<usize> count << 2); tailA < end; tailA += 4, tailB += 4) {
    addOne(<f64> load<f32>(tailA), <f64> load<f32>(tailB), load<u32>(tailA) != load<u32>(tailB));
  }
}

/** Statistics and differences of `count` float64 numbers at `old` and `fresh`. */
export function compare64(old: usize, fresh: usize, count: i32): void {
  const zero = f64x2.splat(0);
  let oldMin = f64x2.splat(Infinity), oldMax = f64x2.splat(-Infinity);
  let newMin = oldMin, newMax = oldMax;
  let oldZeros = i64x2.splat(0), newZeros = oldZeros, changed = oldZeros;
  let oldSum = zero, oldSquares = zero, newSum = zero, newSquares = zero;
  let deltaSquares = zero, deltaSizes = zero, deltaMost = zero;
  const vectors = old + (<usize> (count & ~1) << 3);
  let tailA = old, tailB = fresh;
  for (; tailA < vectors; tailA += 16, tailB += 16) {
    const x = v128.load(tailA), y = v128.load(tailB);
    const d = f64x2.sub(y, x), size = f64x2.abs(d);
    oldZeros = i64x2.sub(oldZeros, f64x2.eq(x, zero));
    newZeros = i64x2.sub(newZeros, f64x2.eq(y, zero));
    changed = i64x2.sub(changed, i64x2.ne(x, y));
    oldMin = f64x2.pmin(oldMin, x);
    oldMax = f64x2.pmax(oldMax, x);
    newMin = f64x2.pmin(newMin, y);
    newMax = f64x2.pmax(newMax, y);
    oldSum = f64x2.add(oldSum, x);
    newSum = f64x2.add(newSum, y);
    oldSquares = f64x2.add(oldSquares, f64x2.mul(x, x));
    newSquares = f64x2.add(newSquares, f64x2.mul(y, y));
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(d, d));
    deltaSizes = f64x2.add(deltaSizes, size);
    deltaMost = f64x2.pmax(deltaMost, size);
  }
  putSide(SLOT.OLD, count64(oldZeros), least64(oldMin), most64(oldMax), sum64(oldSum), sum64(oldSquares));
  putSide(SLOT.NEW, count64(newZeros), least64(newMin), most64(newMax), sum64(newSum), sum64(newSquares));
  putPair(sum64(deltaSquares), sum64(deltaSizes), most64(deltaMost), count64(changed));
  if (count & 1) addOne(load<f64>(tailA), load<f64>(tailB), load<u64>(tailA) != load<u64>(tailB));
}

function putSide(slot: i32, zeros: f64, least: f64, most: f64, sum: f64, squares: f64): void {
  put(slot + SLOT.ZEROS, zeros);
  put(slot + SLOT.MIN, least);
  put(slot + SLOT.MAX, most);
  put(slot + SLOT.SUM, sum);
  put(slot + SLOT.SQUARES, squares);
}

function putPair(squares: f64, sizes: f64, most: f64, changed: f64): void {
  put(SLOT.CHANGED, changed);
  put(SLOT.DELTA_SQUARES, squares);
  put(SLOT.DELTA_SIZES, sizes);
  put(SLOT.DELTA_MOST, most);
}

/** One more pair: what is left behind the last whole vector. */
function addOne(a: f64, b: f64, changed: bool): void {
  addSide(SLOT.OLD, a);
  addSide(SLOT.NEW, b);
  const d = b - a;
  if (changed) add(SLOT.CHANGED, 1);
  add(SLOT.DELTA_SQUARES, d * d);
  add(SLOT.DELTA_SIZES, Math.abs(d));
  atLeast(SLOT.DELTA_MOST, Math.abs(d));
}

function addSide(slot: i32, x: f64): void {
  if (x == 0) add(slot + SLOT.ZEROS, 1);
  atMost(slot + SLOT.MIN, x);
  atLeast(slot + SLOT.MAX, x);
  add(slot + SLOT.SUM, x);
  add(slot + SLOT.SQUARES, x * x);
}

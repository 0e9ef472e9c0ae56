// Sums over both sides and their difference, accumulated in float64. The sum of
// products follows from those of squares: 2ab = a^2 + b^2 - (b - a)^2. A lane
// of NaN or infinity makes the squares NaN or infinite, which the caller sees.
//
// Each loop keeps no more running values than there are registers: that is why
// counts and extremes have a loop of their own over the same cached numbers, and
// why there is no sum of differences here: for types that fit in float32 it is the
// difference of two sums, if both are exact, which the counts tell, or exact enough.
import { most64, sum64 } from "./lanes";
import { first, Float32, lower, numbers, upper, widthOf } from "./numbers";
import { Counted, countFour, countSingle, Uncounted } from "./patterns";
import { add, atLeast, SCRATCH, SLOT } from "./result";

/**
 * Adds the sums of `count` numbers of type T and, if C is Counted, counts their
 * patterns. Squares of numbers that fit in float32 are exact in float64, so that
 * it makes no difference to any bit whether a machine has a fused multiply-add:
 * the relaxed instruction may serve. Lower and upper halves have squares of their
 * own, since each such addition waits for the one before. The order of the lines
 * matters: with others the engine runs out of registers, which costs half as much again.
 * `isExact` says whether sums of these numbers in float64 are.
 */
@inline
export function addSums<T, C>(
  old: usize,
  fresh: usize,
  count: i32,
  isExact: bool,
  oldTables: usize,
  newTables: usize,
): void {
  let oldSum = f64x2.splat(0), oldSquares = oldSum, newSum = oldSum, newSquares = oldSum;
  let oldUpper = oldSum, newUpper = oldSum, deltaSquares = oldSum, deltaSizes = oldSum, deltaMost = oldSum;
  const one = ones(), width = widthOf<T>(), from = old, freshFrom = fresh;
  const vectors = old + <usize> (count & ~3) * width, end = old + <usize> count * width;
  for (; old < vectors; old += 4 * width, fresh += 4 * width) {
    if (idof<C>() == idof<Counted>()) {
      countFour<T>(old, oldTables);
      countFour<T>(fresh, newTables);
    }
    const a = numbers<T>(old), b = numbers<T>(fresh);
    const x = lower(a), y = lower(b);
    oldSum = f64x2.add(oldSum, x);
    newSum = f64x2.add(newSum, y);
    oldSquares = f64x2.relaxed_madd(x, x, oldSquares);
    newSquares = f64x2.relaxed_madd(y, y, newSquares);
    const d = f64x2.sub(y, x), size = f64x2.abs(d);
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(d, d));
    deltaMost = f64x2.pmax(deltaMost, size);
    deltaSizes = f64x2.add(deltaSizes, size);
    const v = upper<T>(old, a), w = upper<T>(fresh, b);
    oldSum = plus<T, C>(oldSum, v, one);
    oldUpper = f64x2.relaxed_madd(v, v, oldUpper);
    newSum = plus<T, C>(newSum, w, one);
    newUpper = f64x2.relaxed_madd(w, w, newUpper);
    const e = f64x2.sub(w, v), extent = f64x2.abs(e);
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(e, e));
    deltaMost = f64x2.pmax(deltaMost, extent);
    deltaSizes = plus<T, C>(deltaSizes, extent, one);
  }
  oldSquares = f64x2.add(oldSquares, oldUpper);
  newSquares = f64x2.add(newSquares, newUpper);
  addSide(SLOT.OLD, sum64(oldSum), sum64(oldSquares));
  addSide(SLOT.NEW, sum64(newSum), sum64(newSquares));
  addDelta(sum64(deltaSquares), sum64(deltaSizes), most64(deltaMost));
  const isRight = isExact || isRoundingSmall(count, sum64(oldSquares), sum64(newSquares), sum64(deltaSizes));
  let moved = isRight ? sum64(newSum) - sum64(oldSum) : sumDifferences<T>(from, freshFrom, count & ~3);
  for (; old < end; old += width, fresh += width) {
    const a = first<T>(old), b = first<T>(fresh);
    addPair(a, b);
    moved += b - a;
    if (idof<C>() == idof<Counted>()) {
      countSingle<T>(old, oldTables);
      countSingle<T>(fresh, newTables);
    }
  }
  add(SLOT.DELTA_SUM, moved);
}

/**
 * Whether the sum of new less that of old is right to 1e-10 of the sum of
 * |new - old|: then it takes no loop of its own. A lane adds up half the
 * numbers, each time with an error of at most 2^-53 of what it has by then,
 * n/2 * 2^-53 * sum |x| in all; and sum |x| <= sqrt(n * sum x^2) (Cauchy, Schwarz).
 */
function isRoundingSmall(count: i32, oldSquares: f64, newSquares: f64, deltaSizes: f64): bool {
  const n = <f64> count, sizes = Math.sqrt(n * oldSquares) + Math.sqrt(n * newSquares);
  return deltaSizes == 0 || (n / 2 + 1) * 1.1102230246251565e-16 * sizes <= 1e-10 * deltaSizes; // 2^-53
}

/**
 * x more. Processors add and convert in other units than they multiply in, and
 * the loop over float32 keeps the former busy: there, x times 1 is added, which
 * is the same to the last bit. Other loops have no register left for the 1.
 */
@inline
function plus<T, C>(sum: v128, x: v128, one: v128): v128 {
  const mayMultiply = idof<T>() == idof<Float32>() && idof<C>() == idof<Uncounted>();
  return mayMultiply ? f64x2.relaxed_madd(x, one, sum) : f64x2.add(sum, x);
}

/** Ones. From memory, since the engine makes a constant anew in each turn of a loop. */
@inline
function ones(): v128 {
  store<f64>(SCRATCH, 1);
  return v128.load64_splat(SCRATCH);
}

/** The sum of new - old of `count` numbers of type T, where it does not follow from two sums. */
function sumDifferences<T>(old: usize, fresh: usize, count: i32): f64 {
  const width = widthOf<T>();
  let even = f64x2.splat(0), odd = even;
  for (; count >= 4; count -= 4, old += 4 * width, fresh += 4 * width) {
    const a = numbers<T>(old), b = numbers<T>(fresh);
    even = f64x2.add(even, f64x2.sub(lower(b), lower(a)));
    odd = f64x2.add(odd, f64x2.sub(upper<T>(fresh, b), upper<T>(old, a)));
  }
  let sum = sum64(f64x2.add(even, odd));
  for (; count > 0; count--, old += width, fresh += width) sum += first<T>(fresh) - first<T>(old);
  return sum;
}

/** Adds the sums of `count` float64 numbers. */
export function addSums64(old: usize, fresh: usize, count: i32): void {
  let oldSum = f64x2.splat(0), oldSquares = oldSum, newSum = oldSum, newSquares = oldSum;
  let deltaSum = oldSum, deltaSquares = oldSum, deltaSizes = oldSum, deltaMost = oldSum;
  const vectors = old + (<usize> (count & ~1) << 3);
  for (; old < vectors; old += 16, fresh += 16) {
    const x = v128.load(old), y = v128.load(fresh);
    const d = f64x2.sub(y, x), size = f64x2.abs(d);
    oldSum = f64x2.add(oldSum, x);
    newSum = f64x2.add(newSum, y);
    oldSquares = f64x2.add(oldSquares, f64x2.mul(x, x));
    newSquares = f64x2.add(newSquares, f64x2.mul(y, y));
    deltaSum = f64x2.add(deltaSum, d);
    deltaSquares = f64x2.add(deltaSquares, f64x2.mul(d, d));
    deltaSizes = f64x2.add(deltaSizes, size);
    deltaMost = f64x2.pmax(deltaMost, size);
  }
  addSide(SLOT.OLD, sum64(oldSum), sum64(oldSquares));
  addSide(SLOT.NEW, sum64(newSum), sum64(newSquares));
  addDelta(sum64(deltaSquares), sum64(deltaSizes), most64(deltaMost));
  add(SLOT.DELTA_SUM, sum64(deltaSum));
  if (count & 1) {
    addPair(load<f64>(old), load<f64>(fresh));
    add(SLOT.DELTA_SUM, load<f64>(fresh) - load<f64>(old));
  }
}

/** One more pair: what is left behind the last whole vector. */
function addPair(a: f64, b: f64): void {
  const d = b - a;
  addSide(SLOT.OLD, a, a * a);
  addSide(SLOT.NEW, b, b * b);
  addDelta(d * d, Math.abs(d), Math.abs(d));
}

function addSide(slot: i32, sum: f64, squares: f64): void {
  add(slot + SLOT.SUM, sum);
  add(slot + SLOT.SQUARES, squares);
}

function addDelta(squares: f64, sizes: f64, most: f64): void {
  add(SLOT.DELTA_SQUARES, squares);
  add(SLOT.DELTA_SIZES, sizes);
  atLeast(SLOT.DELTA_MOST, most);
}

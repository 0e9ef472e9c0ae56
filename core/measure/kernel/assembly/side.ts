// One side alone: its sums, zeros and extremes. The order of additions is that
// of the pass over two sides, so that a side's figures do not depend on whether
// it had a partner.
import { sum64 } from "./lanes";
import { first, lower, numbers, upper, widthOf } from "./numbers";
import { Counted, countFour, countSingle } from "./patterns";
import { add, SLOT } from "./result";

/** Adds sum and squares of `count` numbers of type T, and counts their patterns if C is Counted. */
@inline
export function addSideSums<T, C>(from: usize, count: i32, tables: usize): void {
  let sum = f64x2.splat(0), squares = sum, upperSquares = sum;
  const width = widthOf<T>();
  const vectors = from + <usize> (count & ~3) * width, end = from + <usize> count * width;
  for (; from < vectors; from += 4 * width) {
    if (idof<C>() == idof<Counted>()) countFour<T>(from, tables);
    const a = numbers<T>(from);
    const x = lower(a), v = upper<T>(from, a);
    sum = f64x2.add(f64x2.add(sum, x), v);
    squares = f64x2.relaxed_madd(x, x, squares);
    upperSquares = f64x2.relaxed_madd(v, v, upperSquares);
  }
  addOld(sum64(sum), sum64(f64x2.add(squares, upperSquares)));
  for (; from < end; from += width) {
    const x = first<T>(from);
    addOld(x, x * x);
    if (idof<C>() == idof<Counted>()) countSingle<T>(from, tables);
  }
}

/** Adds sum and squares of `count` float64 numbers. */
export function addSideSums64(from: usize, count: i32): void {
  let sum = f64x2.splat(0), squares = sum;
  const vectors = from + (<usize> (count & ~1) << 3);
  for (; from < vectors; from += 16) {
    const x = v128.load(from);
    sum = f64x2.add(sum, x);
    squares = f64x2.add(squares, f64x2.mul(x, x));
  }
  addOld(sum64(sum), sum64(squares));
  if (count & 1) addOld(load<f64>(from), load<f64>(from) * load<f64>(from));
}

function addOld(sum: f64, squares: f64): void {
  add(SLOT.OLD + SLOT.SUM, sum);
  add(SLOT.OLD + SLOT.SQUARES, squares);
}

/** Sums of powers of the deviations from the mean, in units of a power of two. */
export interface HigherMoments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
  readonly exponent: number;
}

/** Of no numbers. */
export const NO_HIGHER_MOMENTS: HigherMoments = { count: 0, mean: 0, squares: 0, cubes: 0, fourths: 0, exponent: 0 };

/** Sizes from 2^-200 to 2^200 have fourth powers in the range of float64. */
const PLAIN_EXPONENT = 200;

/** So many numbers are summed by themselves: rounding errors do not grow with all of a chunk. */
const RUN = 256;

/** Of the finite ones among numbers. */
export function higherMomentsOf(numbers: Float64Array): HigherMoments {
  const exponent = unitExponent(numbers);
  let moments = NO_HIGHER_MOMENTS;
  for (let start = 0; start < numbers.length; start += RUN) {
    const run = numbers.subarray(start, start + RUN);
    moments = mergeHigherMoments(moments, momentsOfRun(run, exponent));
  }
  return moments;
}

/** In two passes, the second about a mean whose rounding error is taken out again. */
function momentsOfRun(numbers: Float64Array, exponent: number): HigherMoments {
  const scale = 2 ** -exponent;
  let count = 0, sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]! * scale;
    if (x - x !== 0) continue;
    sum += x;
    count++;
  }
  if (count === 0) return NO_HIGHER_MOMENTS;
  const about = sum / count;
  let first = 0, second = 0, third = 0, fourth = 0;
  for (let i = 0; i < numbers.length; i++) {
    const d = numbers[i]! * scale - about, square = d * d;
    if (d - d !== 0) continue;
    first += d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  const off = first / count;
  return {
    count,
    mean: about + off,
    squares: Math.max(0, second - first * off),
    cubes: third - 3 * off * second + 2 * first * off ** 2,
    fourths: Math.max(0, fourth - 4 * off * third + 6 * off ** 2 * second - 3 * first * off ** 3),
    exponent,
  };
}

/** Of the numbers of both (Pébay 2008, SAND2008-6212, equations 2.1 and 3.1). */
export function mergeHigherMoments(left: HigherMoments, right: HigherMoments): HigherMoments {
  if (left.count === 0) return right;
  if (right.count === 0) return left;
  const exponent = commonExponent(left, right), a = rescale(left, exponent), b = rescale(right, exponent);
  const count = a.count + b.count, delta = b.mean - a.mean, share = delta / count, both = a.count * b.count;
  return {
    count,
    mean: a.mean + share * b.count,
    squares: a.squares + b.squares + delta * share * both,
    cubes: a.cubes + b.cubes + delta * share ** 2 * both * (a.count - b.count) +
      3 * share * (a.count * b.squares - b.count * a.squares),
    fourths: a.fourths + b.fourths +
      delta * share ** 3 * both * (a.count ** 2 - both + b.count ** 2) +
      6 * share ** 2 * (a.count ** 2 * b.squares + b.count ** 2 * a.squares) +
      4 * share * (a.count * b.cubes - b.count * a.cubes),
    exponent,
  };
}

/** The power of two in whose units no fourth power leaves the range of float64 in a way that matters. */
function unitExponent(numbers: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]!);
    if (size > largest && size < Infinity) largest = size;
  }
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
  return Math.abs(exponent) <= PLAIN_EXPONENT ? 0 : Math.max(-1022, exponent);
}

// Zeros have no size: they fit in any unit.
function commonExponent(left: HigherMoments, right: HigherMoments): number {
  if (isZero(left)) return right.exponent;
  return isZero(right) ? left.exponent : Math.max(left.exponent, right.exponent);
}

function isZero({ mean, squares }: HigherMoments): boolean {
  return mean === 0 && squares === 0;
}

function rescale(moments: HigherMoments, exponent: number): HigherMoments {
  if (moments.exponent === exponent) return moments;
  const factor = 2 ** (moments.exponent - exponent);
  return {
    count: moments.count,
    mean: moments.mean * factor,
    squares: moments.squares * factor * factor,
    cubes: moments.cubes * factor ** 3,
    fourths: moments.fourths * factor ** 4,
    exponent,
  };
}

/** Mean and sum of squares about it, in units of 2^exponent and 4^exponent. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly exponent: number;
}

/** Of no numbers. */
export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0, exponent: 0 };

/** Of the `count` finite ones among numbers, whose mean in units of 2^exponent is known. */
export function momentsOf(numbers: Float64Array, count: number, mean: number, exponent: number): Moments {
  const scale = 2 ** -exponent;
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    if (x - x === 0) squares += (x * scale - mean) ** 2;
  }
  return { count, mean, squares, exponent };
}

/** Of the numbers of both (Chan, Golub, LeVeque 1979, "Updating formulae ... for computing sample variances"). */
export function mergeMoments(left: Moments, right: Moments): Moments {
  if (left.count === 0) return right;
  const exponent = isZero(left)
    ? right.exponent
    : isZero(right)
    ? left.exponent
    : Math.max(left.exponent, right.exponent);
  const a = rescale(left, exponent), b = rescale(right, exponent);
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + delta * (b.count / count),
    squares: a.squares + b.squares + delta * delta * (a.count * b.count / count),
    exponent,
  };
}

// Zeros have no size: they fit in any unit.
function isZero({ mean, squares }: Moments): boolean {
  return mean === 0 && squares === 0;
}

function rescale(moments: Moments, exponent: number): Moments {
  if (moments.exponent === exponent) return moments;
  if (isZero(moments)) return { ...moments, exponent };
  const factor = 2 ** (moments.exponent - exponent);
  return { ...moments, mean: moments.mean * factor, squares: moments.squares * factor * factor, exponent };
}

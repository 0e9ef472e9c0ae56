/**
 * Exact arithmetic on float64 numbers, slow and plain: the oracle of the
 * measures. A number is a `bigint` in units of 2^-1074, the smallest subnormal.
 *
 * @module
 */

/** Exponent of the unit. */
const UNIT = -1074;

/** A finite float64 in units of 2^-1074. */
export function exact(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n & 0x7ffn);
  const fraction = bits & (1n << 52n) - 1n;
  const size = exponent === 0 ? fraction : (fraction | 1n << 52n) << BigInt(exponent - 1);
  return bits >> 63n ? -size : size;
}

/** numerator / denominator * 2^exponent as float64, good to 2^-60. */
export function quotient(numerator: bigint, denominator: bigint, exponent = 0): number {
  if (numerator === 0n) return 0;
  const shift = 70 + bitLength(denominator) - bitLength(numerator);
  const scaled = shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift));
  return timesPower(Number(scaled), exponent - shift);
}

/** sqrt(numerator / denominator) * 2^exponent as float64, good to 2^-60. */
export function rootQuotient(numerator: bigint, denominator: bigint, exponent = 0): number {
  if (numerator === 0n) return 0;
  let shift = 150 + bitLength(denominator) - bitLength(numerator);
  shift += shift & 1;
  const scaled = shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift));
  return timesPower(Number(root(scaled)), exponent - shift / 2);
}

/** What exact statistics of finite numbers are. */
export function exactStats(values: readonly number[]): { mean: number; std: number } {
  const numbers = values.map(exact), count = BigInt(values.length);
  const sum = numbers.reduce((total, x) => total + x, 0n);
  // n^2 var = n sum x^2 - (sum x)^2
  const spread = count * numbers.reduce((total, x) => total + x * x, 0n) - sum * sum;
  return { mean: quotient(sum, count, UNIT), std: rootQuotient(spread, count * count, UNIT) };
}

/** The exact measures of finite pairs, given as exact numbers. */
export function exactPair(old: readonly bigint[], fresh: readonly bigint[]) {
  const delta = fresh.map((b, i) => b - old[i]!), count = BigInt(old.length);
  const absolute = delta.map((d) => d < 0n ? -d : d);
  const largest = absolute.reduce((most, d) => d > most ? d : most, 0n);
  const dot = (a: readonly bigint[], b: readonly bigint[]) => a.reduce((total, x, i) => total + x * b[i]!, 0n);
  const dd = dot(delta, delta), aa = dot(old, old), bb = dot(fresh, fresh), ab = dot(old, fresh);
  const relative = aa === 0n ? null : rootQuotient(dd, aa);
  return {
    index: largest === 0n ? null : absolute.indexOf(largest),
    max_abs: quotient(largest, 1n, UNIT),
    mean_abs: quotient(absolute.reduce((total, d) => total + d, 0n), count, UNIT),
    rms: rootQuotient(dd, count, UNIT),
    l2: rootQuotient(dd, 1n, UNIT),
    relative_l2: relative,
    cosine: aa === 0n || bb === 0n ? null : Math.sign(Number(ab)) * rootQuotient(ab * ab, aa * bb),
  };
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

function root(value: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

function timesPower(value: number, exponent: number): number {
  const third = Math.trunc(exponent / 3);
  return value * 2 ** third * 2 ** third * 2 ** (exponent - 2 * third);
}

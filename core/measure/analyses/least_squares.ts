/** What a fit of v = alpha * u gave. */
export interface Fit {
  /** <u, v> / <u, u>; `null`: u is zero, or squares are beyond float64. */
  readonly alpha: number | null;
  /** The norm of v - alpha * u. */
  readonly residual: number | null;
  /** Squared norms of u and v over the pairs that count. */
  readonly uu: number;
  readonly vv: number;
  /** Pairs of which both are finite, and the others. */
  readonly pairs: number;
  readonly leftOut: number;
}

/**
 * The multiple of u that is nearest to v, and how far off it is, in one look at
 * each pair. Sums are of v - shift * u with the first chunk's own alpha as the
 * shift, so that the residual of an exact multiple does not drown in the
 * rounding of the sums.
 *
 * @example
 * ```ts
 * import { LeastSquares } from "./least_squares.ts";
 * import { assertEquals } from "@std/assert";
 * const fit = new LeastSquares();
 * fit.push(Float64Array.of(1, 2), Float64Array.of(3, 6), 2);
 * const { alpha, residual } = fit.finish();
 * assertEquals([alpha, residual], [3, 0]);
 * ```
 */
export class LeastSquares {
  #shift: number | null = null;
  #uu = 0;
  #vv = 0;
  #ur = 0;
  #rr = 0;
  #pairs = 0;
  #leftOut = 0;
  #isZero = true;

  /** Adds the first `count` pairs of a chunk. */
  push(u: Float64Array, v: Float64Array, count: number): void {
    if (this.#shift === null) this.#shift = alphaOf(u, v, count);
    const shift = this.#shift ?? 0;
    let uu = 0, vv = 0, ur = 0, rr = 0, pairs = 0, isZero = this.#isZero;
    for (let i = 0; i < count; i++) {
      const x = u[i]!, y = v[i]!;
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const rest = y - shift * x;
      uu += x * x;
      vv += y * y;
      ur += x * rest;
      rr += rest * rest;
      pairs++;
      if (x !== 0) isZero = false;
    }
    this.#uu += uu;
    this.#vv += vv;
    this.#ur += ur;
    this.#rr += rr;
    this.#pairs += pairs;
    this.#leftOut += count - pairs;
    this.#isZero = isZero;
  }

  /** Whether u has been zero so far. */
  get isZero(): boolean {
    return this.#isZero;
  }

  finish(): Fit {
    const sums = { uu: this.#uu, vv: this.#vv, pairs: this.#pairs, leftOut: this.#leftOut };
    const isInRange = this.#uu >= SMALLEST_SQUARE && [this.#uu, this.#vv, this.#rr].every(Number.isFinite);
    if (!isInRange) return { ...sums, alpha: null, residual: null };
    const beyond = this.#ur / this.#uu, rest = this.#rr - this.#ur * beyond;
    return { ...sums, alpha: (this.#shift ?? 0) + beyond, residual: Math.sqrt(Math.max(0, rest)) };
  }
}

/** Below it, squares have lost digits: it is far below the square of any float32. */
const SMALLEST_SQUARE = 2 ** -960;

function alphaOf(u: Float64Array, v: Float64Array, count: number): number | null {
  let uu = 0, uv = 0;
  for (let i = 0; i < count; i++) {
    const x = u[i]!, y = v[i]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    uu += x * x;
    uv += x * y;
  }
  const alpha = uv / uu;
  return uu >= SMALLEST_SQUARE && Number.isFinite(alpha) ? alpha : null;
}

/** The fit of several pairs of vectors as one: the residual of each at its own alpha gives that at any other. */
export function fitTogether(fits: readonly Fit[]): Fit {
  const sum = (figure: (fit: Fit) => number) => fits.reduce((total, fit) => total + figure(fit), 0);
  const uu = sum((fit) => fit.uu), vv = sum((fit) => fit.vv);
  const counts = { uu, vv, pairs: sum(({ pairs }) => pairs), leftOut: sum(({ leftOut }) => leftOut) };
  const alpha = sum((fit) => (fit.alpha ?? 0) * fit.uu) / uu;
  if (!Number.isFinite(alpha)) return { ...counts, alpha: null, residual: null };
  const squares = sum((fit) => {
    return fit.alpha === null ? fit.vv : fit.residual! ** 2 + (alpha - fit.alpha) ** 2 * fit.uu;
  });
  return { ...counts, alpha, residual: Math.sqrt(squares) };
}

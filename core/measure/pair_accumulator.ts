import type { Tolerance } from "../model/tolerance.ts";
import { ScaledSum, scaleExponent } from "./scaled_sum.ts";

/**
 * Sums over the pairs of lanes in which both sides are finite, fed a chunk at a
 * time in element order. Complex numbers come as two lanes: sums of squares are
 * the same over components, absolute values are taken of the whole number.
 */
export class PairAccumulator {
  readonly oldSquares: ScaledSum = new ScaledSum();
  readonly newSquares: ScaledSum = new ScaledSum();
  readonly products: ScaledSum = new ScaledSum();
  readonly deltaSquares: ScaledSum = new ScaledSum();
  readonly #absolute = new ScaledSum();
  readonly #perElement: 1 | 2;
  readonly #tolerance: Tolerance | undefined;
  #elements = 0;
  #finite = 0;
  #mismatched = 0;
  #largest = -1;
  #largestAt = -1;
  #valuesAtLargest: readonly [old: number[], new: number[]] | null = null;

  constructor(perElement: 1 | 2, tolerance?: Tolerance) {
    this.#perElement = perElement;
    this.#tolerance = tolerance;
  }

  /** Adds a chunk; `delta` is new - old lane by lane and is overwritten with the absolute difference by element. */
  push(oldLanes: Float64Array, newLanes: Float64Array, delta: Float64Array): void {
    const count = delta.length / this.#perElement;
    this.#finite += this.#blankUnpaired(oldLanes, newLanes, delta, count);
    this.#addSquares(oldLanes, newLanes, delta);
    const absolute = this.#toAbsolute(delta, count);
    this.#addAbsolute(absolute, oldLanes, newLanes);
    if (this.#tolerance) this.#mismatched += this.#countMismatches(oldLanes, newLanes, absolute, this.#tolerance);
    this.#elements += count;
  }

  get elements(): number {
    return this.#elements;
  }
  /** Pairs of elements in which both sides are finite. */
  get finite(): number {
    return this.#finite;
  }
  get usesTolerance(): boolean {
    return this.#tolerance !== undefined;
  }
  get mismatched(): number {
    return this.#mismatched;
  }
  /** max |d| with the index of its first element in C order and both values (lanes); `null` before any finite pair. */
  get largest(): { value: number; index: number; old: number[]; new: number[] } | null {
    const values = this.#valuesAtLargest;
    return values && { value: this.#largest, index: this.#largestAt, old: values[0], new: values[1] };
  }
  /** sum |d| / n over finite pairs. */
  get meanAbsolute(): number {
    const root = this.#absolute.root(this.#finite);
    return root * root;
  }

  /** Sets d to NaN where a side is not finite, and counts the pairs that remain. */
  #blankUnpaired(oldLanes: Float64Array, newLanes: Float64Array, delta: Float64Array, count: number): number {
    const lanes = this.#perElement;
    let finite = count;
    for (let i = 0; i < count; i++) {
      const at = i * lanes;
      let paired = oldLanes[at]! - oldLanes[at]! === 0 && newLanes[at]! - newLanes[at]! === 0;
      if (lanes === 2) {
        paired &&= oldLanes[at + 1]! - oldLanes[at + 1]! === 0 && newLanes[at + 1]! - newLanes[at + 1]! === 0;
      }
      if (paired) continue;
      delta[at] = NaN;
      if (lanes === 2) delta[at + 1] = NaN;
      finite--;
    }
    return finite;
  }

  #addSquares(oldLanes: Float64Array, newLanes: Float64Array, delta: Float64Array): void {
    let oldLargest = 0, newLargest = 0, deltaLargest = 0;
    for (let i = 0; i < delta.length; i++) {
      if (delta[i] !== delta[i]) continue;
      oldLargest = Math.max(oldLargest, Math.abs(oldLanes[i]!));
      newLargest = Math.max(newLargest, Math.abs(newLanes[i]!));
      deltaLargest = Math.max(deltaLargest, Math.abs(delta[i]!));
    }
    const e = scaleExponent(oldLargest), f = scaleExponent(newLargest), g = scaleExponent(deltaLargest);
    const oldScale = 2 ** -e, newScale = 2 ** -f, deltaScale = 2 ** -g;
    let oldSum = 0, newSum = 0, productSum = 0, deltaSum = 0;
    for (let i = 0; i < delta.length; i++) {
      if (delta[i] !== delta[i]) continue;
      const a = oldLanes[i]! * oldScale, b = newLanes[i]! * newScale, d = delta[i]! * deltaScale;
      oldSum += a * a;
      newSum += b * b;
      productSum += a * b;
      deltaSum += d * d;
    }
    this.oldSquares.add(oldSum, 2 * e);
    this.newSquares.add(newSum, 2 * f);
    this.products.add(productSum, e + f);
    this.deltaSquares.add(deltaSum, 2 * g);
  }

  #toAbsolute(delta: Float64Array, count: number): Float64Array {
    if (this.#perElement === 1) { for (let i = 0; i < count; i++) delta[i] = Math.abs(delta[i]!); }
    else for (let i = 0; i < count; i++) delta[i] = Math.hypot(delta[2 * i]!, delta[2 * i + 1]!);
    return delta.subarray(0, count);
  }

  #addAbsolute(absolute: Float64Array, oldLanes: Float64Array, newLanes: Float64Array): void {
    let at = -1, largest = this.#largest;
    for (let i = 0; i < absolute.length; i++) {
      if (absolute[i]! > largest) {
        largest = absolute[i]!;
        at = i;
      }
    }
    if (at >= 0) {
      const lanes = this.#perElement;
      this.#largest = largest;
      this.#largestAt = this.#elements + at;
      const pick = (from: Float64Array) => [...from.subarray(at * lanes, (at + 1) * lanes)];
      this.#valuesAtLargest = [pick(oldLanes), pick(newLanes)];
    }
    const exponent = scaleExponent(Math.max(0, largest));
    let sum = 0;
    for (let i = 0; i < absolute.length; i++) if (absolute[i] === absolute[i]) sum += absolute[i]! * 2 ** -exponent;
    this.#absolute.add(sum, exponent);
  }

  #countMismatches(
    oldLanes: Float64Array,
    newLanes: Float64Array,
    absolute: Float64Array,
    { rtol, atol }: Tolerance,
  ): number {
    const lanes = this.#perElement;
    let count = 0;
    for (let i = 0; i < absolute.length; i++) {
      if (absolute[i] !== absolute[i]) {
        for (let lane = i * lanes; lane < (i + 1) * lanes; lane++) {
          if (Object.is(oldLanes[lane], newLanes[lane])) continue;
          count++;
          break;
        }
        continue;
      }
      const size = lanes === 1 ? Math.abs(oldLanes[i]!) : Math.hypot(oldLanes[2 * i]!, oldLanes[2 * i + 1]!);
      if (absolute[i]! > atol + rtol * size) count++;
    }
    return count;
  }
}

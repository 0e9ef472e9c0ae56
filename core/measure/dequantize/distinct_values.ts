import { isTooFine, smallestGap, type ValueGrid, valueGrid } from "./value_grid.ts";

/** The first time that gaps are looked at; then whenever there are twice as many values. */
const FIRST_LOOK = 256;

/** Collects different values as long as they may still lie on a grid. */
export class DistinctValues {
  readonly #values = new Set<number>();
  readonly #mantissaBits: number;
  #nextLook = FIRST_LOOK;
  #isRefuted = false;

  /** Of a type with so many bits of mantissa. */
  constructor(mantissaBits: number) {
    this.#mantissaBits = mantissaBits;
  }

  /** Whether no further value can make it a grid. */
  get isRefuted(): boolean {
    return this.#isRefuted;
  }

  /** Whether all are the same, or one of two. */
  get areFew(): boolean {
    return this.#values.size < 3;
  }

  add(value: number): void {
    if (this.#isRefuted) return;
    if (!Number.isFinite(value)) this.#isRefuted = true;
    this.#values.add(value + 0); // -0 + 0 is 0
    if (this.#values.size < this.#nextLook) return;
    this.#nextLook *= 2;
    const sorted = this.#sorted(), range = sorted.at(-1)! - sorted[0]!;
    this.#isRefuted ||= isTooFine(range, smallestGap(sorted), this.#ulpOf(sorted));
  }

  /** The grid of all of them; `null` if there is none. */
  grid(): ValueGrid | null {
    if (this.#isRefuted) return null;
    const sorted = this.#sorted();
    return valueGrid(sorted, this.#ulpOf(sorted));
  }

  #sorted(): Float64Array {
    return Float64Array.from(this.#values).sort();
  }

  /** Of the largest value, in the type of the tensor. */
  #ulpOf(sorted: Float64Array): number {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0));
    return 2 ** ((view.getUint32(0) >>> 20) - 1023 - this.#mantissaBits);
  }
}

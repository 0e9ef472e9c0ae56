import type { PickleValue } from "./value.ts";

/** The machine's numbered memory. Numbers are mostly dense, but a hostile pickle may name any. */
export class Memo {
  readonly #dense: PickleValue[] = [];
  readonly #sparse = new Map<number, PickleValue>();

  get size(): number {
    return this.#dense.length + this.#sparse.size;
  }

  /** The value at that number, or `undefined`. */
  get(index: number): PickleValue | undefined {
    return index < this.#dense.length ? this.#dense[index] : this.#sparse.get(index);
  }

  set(index: number, value: PickleValue): void {
    if (index < this.#dense.length) this.#dense[index] = value;
    else if (index === this.#dense.length && !this.#sparse.has(index)) this.#dense.push(value);
    else this.#sparse.set(index, value);
  }
}

import type { PickleValue } from "./value.ts";

/**
 * The machine's numbered memory. Numbers are mostly dense, but a hostile pickle
 * may name any. Of what is never asked for again only the number is kept.
 */
export class Memo {
  readonly #recalled: ReadonlySet<number> | null;
  readonly #values = new Map<number, PickleValue>();
  /** All numbers below are taken. */
  #dense = 0;
  /** Numbers beyond that are taken. */
  readonly #sparse = new Set<number>();

  /** A memory of which only these numbers are asked for; `null`: any may be. */
  constructor(recalled: ReadonlySet<number> | null = null) {
    this.#recalled = recalled;
  }

  /** How many numbers are taken. */
  get size(): number {
    return this.#dense + this.#sparse.size;
  }

  /** The value at that number, or `undefined`. */
  get(index: number): PickleValue | undefined {
    return this.#values.get(index);
  }

  set(index: number, value: PickleValue): void {
    if (index === this.#dense && !this.#sparse.has(index)) this.#dense++;
    else if (index >= this.#dense) this.#sparse.add(index);
    if (this.#recalled === null || this.#recalled.has(index)) this.#values.set(index, value);
  }
}

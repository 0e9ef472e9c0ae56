import type { Figure } from "./measures.ts";

/** Numbers that a row has room for: those of a pair of tensors, with an index of as many dimensions as there may be. */
const ROOM = 128;

/**
 * Figures as a row of numbers, written and read from left to right: one row
 * serves for 100,000 pairs. `null` is kept as NaN, a list with its length
 * before it.
 *
 * @example
 * ```ts
 * import { NumberRow } from "./number_row.ts";
 * import { assertEquals } from "@std/assert";
 * const row = new NumberRow();
 * assertEquals([row.write(0.5), row.write(null), row.write([3, 4]), row.write(2n ** 60n)], [true, true, true, false]);
 * assertEquals([row.number(), row.next(), row.list()], [0.5, null, [3, 4]]);
 * ```
 */
export class NumberRow {
  /** The first `length` of them are the row's. */
  readonly numbers: Float64Array = new Float64Array(ROOM);
  #length = 0;
  #at = 0;

  get length(): number {
    return this.#length;
  }

  /** Begins a new row, to be written; or to be read, if that many numbers have been put into `numbers`. */
  begin(length = 0): void {
    this.#length = length;
    this.#at = 0;
  }

  /** Appends a figure; `false` if it is more than a number or there is no room for it. */
  write(figure: Figure | null | readonly number[]): boolean {
    if (figure === null) return this.#append(NaN);
    if (typeof figure === "number") return !Number.isNaN(figure) && this.#append(figure);
    if (typeof figure !== "object") return false;
    return this.#append(figure.length) && figure.every((number) => this.write(number));
  }

  /** The next figure. */
  next(): number | null {
    const number = this.numbers[this.#at++]!;
    return Number.isNaN(number) ? null : number;
  }

  /** The next figure, which no row lacks. */
  number(): number {
    return this.numbers[this.#at++]!;
  }

  /** The next list. */
  list(): number[] | null {
    const count = this.next(), list: number[] = [];
    if (count === null) return null;
    while (list.length < count) list.push(this.number());
    return list;
  }

  #append(number: number): boolean {
    if (this.#length === ROOM) return false;
    this.numbers[this.#length++] = number;
    return true;
  }
}

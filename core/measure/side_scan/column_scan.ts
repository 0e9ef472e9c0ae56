import type { CodeWords, FloatCodes } from "./float_codes.ts";

/** Columns of a range of elements that have none other than zero, in order. */
export type ColumnState = readonly number[];

/**
 * Finds the slices along the second axis (columns, input channels) that are all
 * zero. Only columns that were zero so far are looked at: mostly none, after
 * the first row.
 */
export class ColumnScan {
  readonly #codes: FloatCodes;
  readonly #columns: number;
  /** Elements of one row in one column. */
  readonly #inner: number;
  #position: number;
  /** `null`: no element was looked at, so that every column is. */
  #zero: readonly number[] | null = null;

  /** Of a tensor with rows of so many columns, from the element at index `first` on. */
  constructor(codes: FloatCodes, columns: number, inner: number, first = 0) {
    this.#codes = codes;
    this.#columns = columns;
    this.#inner = inner;
    this.#position = first;
  }

  /** Adds the next elements. */
  push(words: CodeWords, count: number): void {
    const first = this.#position, end = first + count, size = this.#columns * this.#inner;
    this.#position = end;
    if (this.#zero?.length === 0) return;
    for (let row = first - first % size; row < end; row += size) {
      this.#zero = this.#zeroOf(words, first, end, row);
      if (this.#zero.length === 0) return;
    }
  }

  /** Adds what is known of the elements that follow. */
  join(state: ColumnState): void {
    const others = new Set(state);
    this.#zero = this.#zero === null ? state : this.#zero.filter((column) => others.has(column));
  }

  /** Columns of zeros alone. */
  get state(): ColumnState {
    return this.#zero ?? Array.from({ length: this.#columns }, (_, column) => column);
  }

  /** Columns that stay zero in the part from `first` to `end` of the row that begins at `row`. */
  #zeroOf(words: CodeWords, first: number, end: number, row: number): number[] {
    const before = this.#zero, count = before === null ? this.#columns : before.length, zero: number[] = [];
    for (let i = 0; i < count; i++) {
      const column = before === null ? i : before[i]!, start = row + column * this.#inner;
      const from = Math.max(start, first), to = Math.min(start + this.#inner, end);
      if (isAllZero(words, from - first, to - first, this.#codes)) zero.push(column);
    }
    return zero;
  }
}

function isAllZero(words: CodeWords, from: number, to: number, { words: wide, size }: FloatCodes): boolean {
  for (let i = from; i < to; i++) {
    if ((words[wide * i + wide - 1]! & size) !== 0 || (wide === 2 && words[2 * i] !== 0)) return false;
  }
  return true;
}

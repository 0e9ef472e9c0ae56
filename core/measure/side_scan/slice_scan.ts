import type { CodeWords, FloatCodes } from "./float_codes.ts";

/** A run of elements of one slice: whether all have one value, and the words of it; those of a zero are 0. */
export interface SliceRun {
  readonly isUniform: boolean;
  readonly low: number;
  readonly high: number;
}

/** What is known of the slices of a range of elements. Crosses from a worker as a message. */
export interface SliceState {
  /** Of the slice that the range begins in the middle of. */
  readonly head: SliceRun | null;
  /** Whether that slice ends in the range. */
  readonly isHeadClosed: boolean;
  /** Slices that lie whole in the range: of zeros alone, and of one other value alone. */
  readonly zero: number;
  readonly constant: number;
  /** Of the slice that the range ends in the middle of. */
  readonly tail: SliceRun | null;
}

/**
 * Counts the slices along the first axis (rows, channels, filters) that are all
 * zero, or all of one value. Of most slices two elements tell.
 */
export class SliceScan {
  readonly #codes: FloatCodes;
  /** Elements of a slice. */
  readonly #size: number;
  readonly #startsInside: boolean;
  #position: number;
  #head: SliceRun | null = null;
  #isHeadClosed = false;
  #zero = 0;
  #constant = 0;
  /** The slice at hand, if it has begun. */
  #isOpen = false;
  #isUniform = true;
  #low = 0;
  #high = 0;

  /** From the element at index `first` on. */
  constructor(codes: FloatCodes, size: number, first = 0) {
    this.#codes = codes;
    this.#size = size;
    this.#position = first;
    this.#startsInside = first % size !== 0;
  }

  /** Adds the next elements. */
  push(words: CodeWords, count: number): void {
    for (let at = 0; at < count;) {
      const length = Math.min(count - at, this.#size - this.#position % this.#size);
      this.#look(words, at, length);
      at += length;
      this.#position += length;
      if (this.#position % this.#size === 0) this.#close();
    }
  }

  /** Adds what is known of the elements that follow. */
  join({ head, isHeadClosed, zero, constant, tail }: SliceState): void {
    if (head) this.#extend(head);
    if (isHeadClosed) this.#close();
    this.#zero += zero;
    this.#constant += constant;
    if (tail) this.#extend(tail);
  }

  get state(): SliceState {
    const isWithin = this.#startsInside && !this.#isHeadClosed, run = this.#isOpen ? this.#run() : null;
    return {
      head: isWithin ? run : this.#head,
      isHeadClosed: this.#isHeadClosed,
      zero: this.#zero,
      constant: this.#constant,
      tail: isWithin ? null : run,
    };
  }

  /** Looks at elements of one slice. Once it is not uniform, the rest does not matter. */
  #look(words: CodeWords, start: number, length: number): void {
    if (this.#isOpen && !this.#isUniform) return;
    const { words: wide, size } = this.#codes;
    for (let i = start; i < start + length; i++) {
      const low = wide === 2 ? words[2 * i]! : 0, code = words[wide * i + wide - 1]!;
      // Both zeros are one value.
      const high = (code & size) === 0 && low === 0 ? 0 : code;
      if (!this.#isOpen) this.#begin(low, high);
      else if (low !== this.#low || high !== this.#high) {
        this.#isUniform = false;
        return;
      }
    }
  }

  #begin(low: number, high: number, isUniform = true): void {
    this.#isOpen = true;
    this.#isUniform = isUniform;
    this.#low = low;
    this.#high = high;
  }

  #extend({ low, high, isUniform }: SliceRun): void {
    if (!this.#isOpen) this.#begin(low, high, isUniform);
    else this.#isUniform &&= isUniform && low === this.#low && high === this.#high;
  }

  #run(): SliceRun {
    return { isUniform: this.#isUniform, low: this.#low, high: this.#high };
  }

  #close(): void {
    this.#isOpen = false;
    if (this.#startsInside && !this.#isHeadClosed) {
      this.#head = this.#run();
      this.#isHeadClosed = true;
    } else if (this.#isUniform) {
      if (this.#low === 0 && this.#high === 0) this.#zero++;
      else this.#constant++;
    }
  }
}

import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import { wordsOf } from "../../words.ts";
import { entropyOf } from "../entropy_of.ts";

/** Up to this many elements, words are sorted: a table of all takes longer. */
const FEW_ELEMENTS = 8192;

/** How often each bit pattern occurs at each place in the elements of one tensor: 16 bits of them, 8 of bytes. */
export interface WordCounts {
  push(bytes: Uint8Array, count: number): void;
  /** Shannon entropy of the words at all places together, in bits an element. */
  entropy(): number;
}

/** Counts words of a tensor whose elements have whole bytes. Unlike values, patterns are told apart in full: -0, NaN. */
export function wordCounts({ dtype, shape }: TensorNode): WordCounts {
  const elements = elementCount(shape), places = Math.max(1, dtype.bits / 16), isBytes = dtype.bits === 8;
  const read = (bytes: Uint8Array) => isBytes ? bytes : wordsOf(bytes, Uint16Array);
  return elements <= FEW_ELEMENTS ? new SortedWords(elements, places, read) : new TableOfWords(places, read);
}

type ReadWords = (bytes: Uint8Array) => Uint8Array | Uint16Array;

/** A table a place: a MiB for four bytes. */
class TableOfWords implements WordCounts {
  readonly #tables: readonly Float64Array[];
  readonly #read: ReadWords;

  constructor(places: number, read: ReadWords) {
    this.#tables = Array.from({ length: places }, () => new Float64Array(1 << 16));
    this.#read = read;
  }

  push(bytes: Uint8Array, count: number): void {
    const codes = this.#read(bytes), places = this.#tables.length;
    for (const [place, table] of this.#tables.entries()) {
      for (let i = 0, at = place; i < count; i++, at += places) table[codes[at]!]!++;
    }
  }

  entropy(): number {
    return this.#tables.reduce((sum, table) => sum + entropyOf(table), 0);
  }
}

/** The words themselves, a list a place. */
class SortedWords implements WordCounts {
  readonly #lists: readonly Uint16Array[];
  readonly #read: ReadWords;
  #count = 0;

  constructor(elements: number, places: number, read: ReadWords) {
    this.#lists = Array.from({ length: places }, () => new Uint16Array(elements));
    this.#read = read;
  }

  push(bytes: Uint8Array, count: number): void {
    const codes = this.#read(bytes), places = this.#lists.length;
    for (const [place, list] of this.#lists.entries()) {
      for (let i = 0, at = place; i < count; i++, at += places) list[this.#count + i] = codes[at]!;
    }
    this.#count += count;
  }

  entropy(): number {
    return this.#lists.reduce((sum, list) => sum + entropyOf(runLengths(list.sort())), 0);
  }
}

function runLengths(sorted: Uint16Array): number[] {
  const lengths: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) lengths[lengths.length - 1]!++;
    else lengths.push(1);
  }
  return lengths;
}

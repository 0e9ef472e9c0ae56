/** How many rows are equal to an earlier one, and how many are equal to each other at most. */
export interface EqualRows {
  readonly duplicates: number;
  readonly most: number;
}

/**
 * Sets of equal rows, of each of which one is kept.
 *
 * @example
 * ```ts
 * import { RowSets } from "./row_sets.ts";
 * import { assert, assertEquals } from "@std/assert";
 * const sets = new RowSets(2);
 * assert(sets.add(7, Uint8Array.of(1)) && sets.add(7, Uint8Array.of(2)) && sets.add(7, Uint8Array.of(1)));
 * assertEquals([sets.duplicates, sets.most], [1, 2]);
 * ```
 */
export class RowSets implements EqualRows {
  readonly #most: number;
  readonly #sets = new Map<number, { readonly row: Uint8Array; count: number }[]>();
  #bytes = 0;
  duplicates = 0;
  most = 1;

  /** `mostBytes`: how much is kept. */
  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** Adds a row to the set of those that are equal; `false` if it is one too many to keep. */
  add(digest: number, row: Uint8Array): boolean {
    const sets = this.#sets.get(digest) ?? [];
    const set = sets.find((each) => areEqual(each.row, row));
    if (set) {
      this.duplicates++;
      this.most = Math.max(this.most, ++set.count);
      return true;
    }
    this.#bytes += row.length;
    this.#sets.set(digest, [...sets, { row: row.slice(), count: 1 }]);
    return this.#bytes <= this.#most;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

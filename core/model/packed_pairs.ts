import type { MeasuredPair, Unmeasured } from "./measures.ts";
import { NumberRow } from "./number_row.ts";
import { PackedRows } from "./packed_rows.ts";
import { readPair, writePair } from "./pair_row.ts";

/** Measured pairs by index; `null` where the bytes could not be read. */
export interface MeasuredPairs {
  at(index: number): MeasuredPair | null | undefined;
}

/**
 * A list of measured pairs, each made when it is asked for: as objects, those
 * of 100,000 tensors take five times the room.
 *
 * @example
 * ```ts
 * import { PackedPairs } from "./packed_pairs.ts";
 * import { assertEquals } from "@std/assert";
 * const stats = { elements: 2, mean: 0.5, std: 0.5, min: 0, max: 1, zeros: 1,
 *   negative_zeros: 0, subnormals: 0, nan: 0, pos_inf: 0, neg_inf: 0 };
 * const pair = { old: null, new: stats, unmeasured: { mean_abs: "the tensor is new" } };
 * const pairs = new PackedPairs();
 * pairs.push(pair);
 * assertEquals(pairs.at(0), pair);
 * ```
 */
export class PackedPairs implements MeasuredPairs {
  readonly #rows = new PackedRows();
  /** Pairs that are more than numbers, by index. */
  readonly #others = new Map<number, MeasuredPair | null>();
  readonly #reasons = new ReasonTable();
  /** The pair at hand. */
  readonly #row = new NumberRow();
  #last: { readonly index: number; readonly pair: MeasuredPair | null } | undefined;

  /** Adds a pair. */
  push(pair: MeasuredPair | null): void {
    const row = this.#row;
    row.begin();
    if (pair && row.write(this.#reasons.indexOf(pair.unmeasured)) && writePair(pair, row)) {
      return this.#rows.push(row.numbers, row.length);
    }
    this.#others.set(this.#rows.length, pair);
    this.#rows.push([]);
  }

  /** The pair at an index. */
  at(index: number): MeasuredPair | null {
    // Who looks at one part of a pair mostly looks at the others next.
    if (this.#last?.index !== index) this.#last = { index, pair: this.#read(index) };
    return this.#last.pair;
  }

  #read(index: number): MeasuredPair | null {
    const other = this.#others.get(index);
    if (other !== undefined) return other;
    const row = this.#row;
    row.begin(this.#rows.read(index, row.numbers));
    return readPair(row, this.#reasons.at(row.number()));
  }
}

/** Reasons are few, and each holds for many pairs. */
class ReasonTable {
  readonly #reasons: Unmeasured[] = [];
  readonly #indices = new Map<string, number>();

  at(index: number): Unmeasured {
    return this.#reasons[index]!;
  }

  indexOf(reasons: Unmeasured): number {
    const key = JSON.stringify(reasons);
    let index = this.#indices.get(key);
    if (index === undefined) this.#indices.set(key, index = this.#reasons.push(reasons) - 1);
    return index;
  }
}

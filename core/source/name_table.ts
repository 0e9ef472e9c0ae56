/**
 * Finds names by number, in some ten bytes each: the names themselves stay
 * where they are, and are asked for to be compared.
 *
 * @example
 * ```ts
 * import { NameTable } from "./name_table.ts";
 * import { assertEquals } from "@std/assert";
 * const names = ["a", "b", "a"];
 * const table = new NameTable(names.length, (index) => names[index]!);
 * assertEquals(names.map((_, index) => table.add(index)), [true, true, false]);
 * assertEquals([table.find("b"), table.find("c")], [1, -1]);
 * ```
 */
export class NameTable {
  readonly #nameAt: (index: number) => string;
  /** One more than the index of a name; 0 where there is none. At most half of them are taken. */
  readonly #slots: Int32Array;
  readonly #seed: number;

  /** Room for so many names. */
  constructor(capacity: number, nameAt: (index: number) => string) {
    this.#nameAt = nameAt;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1, capacity) * 2)));
    // A file must not be able to choose names that all fall into one slot.
    this.#seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  }

  /** Adds the name at an index; `false` if an equal one is there already. */
  add(index: number, name: string = this.#nameAt(index)): boolean {
    const slot = this.#slotOf(name);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = index + 1;
    return true;
  }

  /** The index of a name; -1 if it is not there. */
  find(name: string): number {
    return this.#slots[this.#slotOf(name)]! - 1;
  }

  /** The slot that has a name, or the free one that is for it. */
  #slotOf(name: string): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(name, this.#seed) & mask;
    for (let taken = this.#slots[slot]!; taken !== 0; taken = this.#slots[slot]!) {
      if (this.#nameAt(taken - 1) === name) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

// FNV-1a with a seed, mixed at the end as in MurmurHash3, since only the lowest bits are used.
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  return (hash ^ hash >>> 13) >>> 0;
}

/**
 * Unsigned integers of `bits` bits, at most 8 and a divisor of 32, from int32 words, those in
 * the lowest bits first. `order` tells the place within its word's run that
 * each goes to, where that is another one.
 *
 * @example
 * ```ts
 * import { unpackWords } from "./unpack_words.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([...unpackWords([0x76543210], 4)], [0, 1, 2, 3, 4, 5, 6, 7]);
 * assertEquals([...unpackWords([5], 8, [1, 0, 2, 3])], [0, 5, 0, 0]);
 * ```
 */
export function unpackWords(words: ArrayLike<number>, bits: number, order?: readonly number[]): Uint8Array {
  const perWord = 32 / bits, mask = 2 ** bits - 1, integers = new Uint8Array(words.length * perWord);
  for (let word = 0; word < words.length; word++) {
    for (let step = 0; step < perWord; step++) {
      integers[word * perWord + (order?.[step] ?? step)] = words[word]! >>> (step * bits) & mask;
    }
  }
  return integers;
}

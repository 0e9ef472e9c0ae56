/**
 * The order of runs: A B C A B C ..., so that whatever slows the machine down
 * for a while does so to all. One with `every: 3` runs in the first round and in
 * every third after it.
 *
 * @example
 * ```ts
 * import { interleave } from "./interleave.ts";
 * import { assertEquals } from "@std/assert";
 * const order = interleave([{ id: "a", every: 1 }, { id: "b", every: 2 }], 3);
 * assertEquals([...order].map(({ id }) => id), ["a", "b", "a", "a", "b"]);
 * ```
 */
export function* interleave<T extends { readonly every: number }>(
  contestants: readonly T[],
  rounds: number,
): Generator<T> {
  for (let round = 0; round < rounds; round++) {
    for (const each of contestants) {
      if (round % each.every === 0) yield each;
    }
  }
}

import type { Leaf } from "./leaf.ts";

/** The same node in both trees. */
export interface LeafPair {
  readonly old: Leaf;
  readonly new: Leaf;
}

/** Which leaves are the same node, and which have no partner, each in file order. */
export interface Matching {
  /** Made anew each time they are gone through. */
  readonly pairs: Iterable<LeafPair>;
  readonly removed: readonly Leaf[];
  readonly added: readonly Leaf[];
}

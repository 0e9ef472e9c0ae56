import type { Leaf, TensorLeaf } from "./leaf.ts";

/** The same node in both trees. */
export interface LeafPair {
  readonly old: Leaf;
  readonly new: Leaf;
}

/**
 * Leading parts of names that stand for each other, each with its final dot or
 * empty: `{ old: "module.", new: "" }` makes `module.fc.bias` be `fc.bias`.
 */
export interface Rewrite {
  readonly old: string;
  readonly new: string;
}

/** A tensor that has another name in the new tree. */
export interface RenamedPair {
  readonly old: TensorLeaf;
  readonly new: TensorLeaf;
  /** How the names lead to each other, which is inferred; `null`: equal bytes told, which no other tensor without partner has. */
  readonly rewrite: Rewrite | null;
}

/** Which leaves are the same node, and which have no partner, each in file order. */
export interface Matching {
  /** Made anew each time they are gone through. */
  readonly pairs: Iterable<LeafPair>;
  /** Tensors that are the same under another name, in the order of the old file. */
  readonly renamed: readonly RenamedPair[];
  readonly removed: readonly Leaf[];
  readonly added: readonly Leaf[];
}

import { type Leaf, type LeafTable, twinOf } from "../model/leaf.ts";
import type { LeafPair, Matching } from "../model/matching.ts";
import { dottedName } from "../model/tree_path.ts";
import { uniqueByName } from "./unique_by_name.ts";

/** A name under which a leaf may find its partner; `null` where it has none. */
export type LeafName = (leaf: Leaf, side: "old" | "new") => string | null;

/**
 * Pairs leaves by their exact keys, then those that are left by one name after
 * another: what the first pairs, the later ones do not see. A name that is not
 * unique on both sides pairs nothing.
 *
 * @example A nested checkpoint meets its flat twin
 * ```ts
 * import { byDottedName, matchLeaves } from "./match_leaves.ts";
 * import { TreeLeaves } from "../model/leaf.ts";
 * import { DEFAULT_LIMITS } from "../model/limits.ts";
 * import { assertEquals } from "@std/assert";
 * const weight = { kind: "scalar", type: "int", value: 1 } as const;
 * const fc = { kind: "map", entries: new Map([["weight", weight]]) } as const;
 * const nested = { kind: "map", entries: new Map([["fc", fc]]) } as const;
 * const flat = { kind: "map", entries: new Map([["fc.weight", weight]]) } as const;
 * const leaves = [nested, flat].map((root) => new TreeLeaves(root, "a.pth", DEFAULT_LIMITS));
 * const { pairs } = matchLeaves(leaves[0]!, leaves[1]!, [byDottedName]);
 * assertEquals(Array.from(pairs, (pair) => pair.new.keys), [["fc.weight"]]);
 * ```
 */
export function matchLeaves(old: LeafTable, fresh: LeafTable, names: readonly LeafName[]): Matching {
  const candidates = withoutTwin(old, fresh);
  const { partners, removed, added } = matchByName(candidates, withoutTwin(fresh, old), names);
  const pairs = { [Symbol.iterator]: () => pairUp(old, fresh, candidates.map((leaf) => partners.get(leaf))) };
  return { pairs, renamed: [], removed: withoutFilled(removed, fresh), added: withoutFilled(added, old) };
}

/** Leaves whose exact keys no leaf of the other side has. */
function withoutTwin(leaves: LeafTable, others: LeafTable): Leaf[] {
  const found: Leaf[] = [];
  for (const leaf of leaves) if (!others.find(leaf.keys)) found.push(leaf);
  return found;
}

/** All pairs in the order of the old leaves; `partners` are of those without a twin, in their order. */
function* pairUp(old: LeafTable, fresh: LeafTable, partners: readonly (Leaf | undefined)[]): Generator<LeafPair> {
  let next = 0;
  for (const leaf of old) {
    const twin = fresh.find(leaf.keys);
    const partner = twin ? twinOf(leaf, twin) : partners[next++];
    if (partner) yield { old: leaf, new: partner };
  }
}

interface NameMatching {
  /** New leaves by old ones. */
  readonly partners: ReadonlyMap<Leaf, Leaf>;
  readonly removed: readonly Leaf[];
  readonly added: readonly Leaf[];
}

function matchByName(old: readonly Leaf[], fresh: readonly Leaf[], names: readonly LeafName[]): NameMatching {
  const partners = new Map<Leaf, Leaf>();
  let removed = old, added = fresh;
  for (const name of names) {
    if (removed.length === 0 || added.length === 0) break;
    const oldByName = uniqueByName(removed, (leaf) => name(leaf, "old"));
    const newByName = uniqueByName(added, (leaf) => name(leaf, "new"));
    const taken = new Set<Leaf>();
    for (const [key, leaf] of oldByName) {
      const partner = leaf && newByName.get(key);
      if (!partner) continue;
      partners.set(leaf, partner);
      taken.add(partner);
    }
    removed = removed.filter((leaf) => !partners.has(leaf));
    added = added.filter((leaf) => !taken.has(leaf));
  }
  return { partners, removed, added };
}

/** Keys joined with dots, so that `{"fc": {"weight": t}}` and `{"fc.weight": t}` are one. */
export const byDottedName: LeafName = ({ keys }) => dottedName(keys);

/** The name within the model's state dict, wherever a checkpoint keeps it; tensors only. */
export function byNameInStateDict(oldRoot: readonly string[], newRoot: readonly string[]): LeafName {
  return ({ keys, node }, side) => {
    const root = side === "old" ? oldRoot : newRoot;
    const inside = node.kind === "tensor" && root.every((key, depth) => keys[depth] === key);
    return inside ? dottedName(keys.slice(root.length)) : null;
  };
}

// `{}` that became `{"a": 1}` is told by the added `a`; the empty container itself was neither removed nor added.
function withoutFilled(unmatched: readonly Leaf[], others: LeafTable): readonly Leaf[] {
  // Only depths at which there is an empty container: a deep tree would have many prefixes.
  const depths = new Set(unmatched.filter(isContainer).map(({ keys }) => keys.length));
  if (depths.size === 0) return unmatched;
  const filled = new Set<string>();
  for (const { keys } of others) {
    for (const depth of depths) {
      if (depth < keys.length) filled.add(JSON.stringify(keys.slice(0, depth)));
    }
  }
  return unmatched.filter((leaf) => !isContainer(leaf) || !filled.has(JSON.stringify(leaf.keys)));
}

function isContainer({ node }: Leaf): boolean {
  return node.kind === "map" || node.kind === "list";
}

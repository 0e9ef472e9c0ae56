import type { Leaf } from "../model/leaf.ts";
import type { LeafPair, Matching } from "../model/matching.ts";
import { dottedName } from "../model/tree_path.ts";

/** A name under which a leaf may find its partner; `null` where it has none. */
export type LeafName = (leaf: Leaf, side: "old" | "new") => string | null;

/**
 * Pairs leaves by one name after another: what the first pairs, the later ones
 * do not see. A name that is not unique on both sides pairs nothing.
 *
 * @example A nested checkpoint meets its flat twin
 * ```ts
 * import { byDottedName, byKeys, matchLeaves } from "./match_leaves.ts";
 * import { assertEquals } from "@std/assert";
 * const node = { kind: "scalar", type: "int", value: 1 } as const;
 * const nested = { keys: ["fc", "weight"], node };
 * const flat = { keys: ["fc.weight"], node };
 * assertEquals(matchLeaves([nested], [flat], [byKeys, byDottedName]).pairs.length, 1);
 * ```
 */
export function matchLeaves(old: readonly Leaf[], fresh: readonly Leaf[], names: readonly LeafName[]): Matching {
  const start = countAlike(old, fresh), end = countAlikeAtEnd(old, fresh, start);
  const middle = matchByName(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), names);
  const pairs: LeafPair[] = [];
  for (let index = 0; index < start; index++) pairs.push({ old: old[index]!, new: fresh[index]! });
  for (const pair of middle.pairs) pairs.push(pair);
  for (let index = -end; index < 0; index++) pairs.push({ old: old.at(index)!, new: fresh.at(index)! });
  return dropFilledContainers({ ...middle, pairs }, old, fresh);
}

// Two versions of a file mostly hold the same nodes in the same order: these need no table of names.
function countAlike(old: readonly Leaf[], fresh: readonly Leaf[]): number {
  const most = Math.min(old.length, fresh.length);
  let count = 0;
  while (count < most && haveSameKeys(old[count]!, fresh[count]!)) count++;
  return count;
}

function countAlikeAtEnd(old: readonly Leaf[], fresh: readonly Leaf[], start: number): number {
  const most = Math.min(old.length, fresh.length) - start;
  let count = 0;
  while (count < most && haveSameKeys(old.at(-1 - count)!, fresh.at(-1 - count)!)) count++;
  return count;
}

function haveSameKeys({ keys: old }: Leaf, { keys: fresh }: Leaf): boolean {
  return old.length === fresh.length && old.every((key, depth) => key === fresh[depth]);
}

function matchByName(old: readonly Leaf[], fresh: readonly Leaf[], names: readonly LeafName[]): Matching {
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
  const pairs = old.flatMap((leaf) => partners.has(leaf) ? [{ old: leaf, new: partners.get(leaf)! }] : []);
  return { pairs, removed, added };
}

/** The exact keys: a single one as it is, unless it could be taken for the text of several. */
export const byKeys: LeafName = ({ keys }) =>
  keys.length === 1 && !keys[0]!.startsWith("[") ? keys[0]! : JSON.stringify(keys);

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

function uniqueByName(leaves: readonly Leaf[], name: (leaf: Leaf) => string | null): Map<string, Leaf | null> {
  const byName = new Map<string, Leaf | null>();
  for (const leaf of leaves) {
    const key = name(leaf);
    if (key !== null) byName.set(key, byName.has(key) ? null : leaf);
  }
  return byName;
}

// `{}` that became `{"a": 1}` is told by the added `a`; the empty container itself was neither removed nor added.
function dropFilledContainers(matching: Matching, old: readonly Leaf[], fresh: readonly Leaf[]): Matching {
  return {
    ...matching,
    removed: withoutFilled(matching.removed, fresh),
    added: withoutFilled(matching.added, old),
  };
}

function withoutFilled(unmatched: readonly Leaf[], others: readonly Leaf[]): readonly Leaf[] {
  const filled = new Set<string>();
  // Only depths at which there is an empty container: a deep tree would have many prefixes.
  const depths = new Set(unmatched.filter(isContainer).map(({ keys }) => keys.length));
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

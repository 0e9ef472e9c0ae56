import type { TensorLeaf } from "../model/leaf.ts";
import type { RenamedPair } from "../model/matching.ts";
import { problemOf } from "../model/problem.ts";
import { dataBytes } from "../model/tensor.ts";
import { dottedName } from "../model/tree_path.ts";
import type { Watch } from "../source/watch.ts";
import { contentDigest } from "./content_digest.ts";

/** How tensors are read. */
export interface ContentOptions {
  readonly blockBytes: number;
  readonly watch?: Watch;
}

/** Tensors of equal content. */
export interface ContentMatching {
  readonly pairs: readonly RenamedPair[];
  /** Tensors of equal content of which a side has several: which became which cannot be told. */
  readonly ambiguous: { readonly old: readonly TensorLeaf[]; readonly new: readonly TensorLeaf[] };
}

/** Tensors of both sides that have something in common. */
interface Group {
  readonly old: TensorLeaf[];
  readonly new: TensorLeaf[];
}

/**
 * Pairs tensors of equal type, shape and bytes that each side has once. Only
 * tensors whose type and shape the other side has as well are read, each once.
 */
export async function matchByContent(
  old: readonly TensorLeaf[],
  fresh: readonly TensorLeaf[],
  options: ContentOptions,
): Promise<ContentMatching> {
  const candidates = groupBoth(old.map(headed), fresh.map(headed)).filter(({ old: [first] }) =>
    dataBytes(first!.node) > 0
  );
  const { watch } = options;
  watch?.tally.expect(candidates.flatMap(both).reduce((bytes, { node }) => bytes + dataBytes(node), 0));
  const pairs: RenamedPair[] = [], ambiguous: Group = { old: [], new: [] };
  for (const alike of candidates) {
    const equal = groupBoth(await digested(alike.old, options), await digested(alike.new, options));
    for (const group of equal) {
      if (group.old.length === 1 && group.new.length === 1) {
        pairs.push({ old: group.old[0]!, new: group.new[0]!, rewrite: null });
      } else {
        ambiguous.old.push(...group.old);
        ambiguous.new.push(...group.new);
      }
    }
  }
  return { pairs, ambiguous };
}

/** A tensor with what it is grouped by; `null`: with none. */
type Keyed = readonly [key: string | null, leaf: TensorLeaf];

/** The groups that both sides have members of. */
function groupBoth(old: readonly Keyed[], fresh: readonly Keyed[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [side, leaves] of [["old", old], ["new", fresh]] as const) {
    for (const [key, leaf] of leaves) {
      if (key === null) continue;
      let group = groups.get(key);
      if (!group) groups.set(key, group = { old: [], new: [] });
      group[side].push(leaf);
    }
  }
  return [...groups.values()].filter((group) => group.old.length > 0 && group.new.length > 0);
}

function both(group: Group): TensorLeaf[] {
  return group.old.concat(group.new);
}

/** By type and shape; a tensor without data has no content. */
function headed(leaf: TensorLeaf): Keyed {
  const { dtype, shape, quantization, data } = leaf.node;
  return [data === null ? null : JSON.stringify([dtype.name, shape, quantization]), leaf];
}

async function digested(leaves: readonly TensorLeaf[], options: ContentOptions): Promise<Keyed[]> {
  const keyed: Keyed[] = [];
  for (const leaf of leaves) keyed.push([await digestOf(leaf, options), leaf]);
  return keyed;
}

/** The digest of a tensor; `null` where its bytes cannot be read, which measuring it will tell. */
async function digestOf({ keys, node }: TensorLeaf, { blockBytes, watch }: ContentOptions): Promise<string | null> {
  try {
    const path = dottedName(keys);
    watch?.beginTensor(path, dataBytes(node));
    return await contentDigest(watch?.tensor(node) ?? node, blockBytes);
  } catch (error) {
    watch?.throwIfAborted();
    if (!problemOf(error, "")) throw error;
    return null;
  }
}

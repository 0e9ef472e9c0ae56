import type { TensorLeaf } from "../model/leaf.ts";
import type { RenamedPair, Rewrite } from "../model/matching.ts";
import { sameShape } from "../model/same_shape.ts";

/** Tensors by name; `null` where several have it. */
export type NamedTensors = ReadonlyMap<string, TensorLeaf | null>;

/** Tensors whose names lead to each other, or why none do. */
export interface Rewritten {
  readonly pairs: readonly RenamedPair[];
  /** Rewrites that pair equally many tensors, the most, and not the same: none of them was chosen. */
  readonly ambiguous: readonly Rewrite[];
}

/**
 * Pairs tensors by the rewrite of their names that pairs the most one to one
 * with the same shape and kind of element: a leading part is dropped or added;
 * or, where that does not explain all names, the leading part that all old
 * names share is exchanged for that of all new ones, if it pairs every tensor.
 * What such a rewrite leads to beside these, in smaller number, is paired, too.
 *
 * @example
 * ```ts
 * import { matchByRewrite } from "./match_by_rewrite.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const node = { kind: "tensor", dtype: dtype("float32"), shape: [2], data: null } as const;
 * const named = (name: string) => [name, { keys: [name], node }] as const;
 * const { pairs } = matchByRewrite(new Map([named("module.fc.bias")]), new Map([named("fc.bias")]));
 * assertEquals(pairs.map(({ rewrite }) => rewrite), [{ old: "module.", new: "" }]);
 * ```
 */
export function matchByRewrite(old: NamedTensors, fresh: NamedTensors): Rewritten {
  const dropped = shortenings(old, fresh, (long, short, lead) => ({
    old: long,
    new: short,
    rewrite: { old: lead, new: "" },
  }));
  const added = shortenings(fresh, old, (long, short, lead) => ({
    old: short,
    new: long,
    rewrite: { old: "", new: lead },
  }));
  const candidates = [...dropped, ...added];
  const most = candidates.reduce((count, { length }) => Math.max(count, length), 0);
  const exchanged = most < Math.max(old.size, fresh.size) ? exchange(old, fresh) : null;
  if (exchanged) return { pairs: exchanged, ambiguous: [] };
  const best = candidates.filter(({ length }) => length === most);
  return overlap(best)
    ? { pairs: [], ambiguous: best.map(([pair]) => pair!.rewrite!) }
    : { pairs: best.flatMap((pairs) => pairs.concat(others(pairs, old, fresh))), ambiguous: [] };
}

/**
 * The tensors of other shapes or kinds that the rewrite of some pairs leads to:
 * a head that was resized has the wrapper's prefix, too. None, unless they are
 * fewer than the pairs, which are the evidence.
 */
function others(pairs: readonly RenamedPair[], old: NamedTensors, fresh: NamedTensors): RenamedPair[] {
  const rewrite = pairs[0]!.rewrite!, met = new Set(pairs.map((pair) => pair.old));
  const found: RenamedPair[] = [];
  for (const [name, leaf] of old) {
    if (!leaf || met.has(leaf) || !name.startsWith(rewrite.old)) continue;
    const partner = fresh.get(rewrite.new + name.slice(rewrite.old.length));
    if (partner) found.push({ old: leaf, new: partner, rewrite });
  }
  return found.length < pairs.length ? found : [];
}

/** Names from here on deep are left whole: a file decides how many dots a name has. */
const DEEPEST = 16;

/** Pairs of long names with what is left of them without a leading part, by that part. */
function shortenings(
  long: NamedTensors,
  short: NamedTensors,
  pairUp: (long: TensorLeaf, short: TensorLeaf, lead: string) => RenamedPair,
): Iterable<readonly RenamedPair[]> {
  const byLead = new Map<string, RenamedPair[]>();
  for (const [name, leaf] of long) {
    let end = leaf ? name.indexOf(".") + 1 : 0;
    for (let depth = 0; end > 0 && depth < DEEPEST; depth++, end = name.indexOf(".", end) + 1) {
      const partner = short.get(name.slice(end));
      if (!partner || !mayBeSame(leaf!, partner)) continue;
      const lead = name.slice(0, end), pairs = byLead.get(lead);
      if (pairs) pairs.push(pairUp(leaf!, partner, lead));
      else byLead.set(lead, [pairUp(leaf!, partner, lead)]);
    }
  }
  return byLead.values();
}

/** Two tensors under one leading part are evidence that it has another name; one may be a coincidence. */
const LEAST_EXCHANGED = 2;

/** Every tensor paired by exchanging what all names of a side begin with; `null` if that leaves one over. */
function exchange(old: NamedTensors, fresh: NamedTensors): readonly RenamedPair[] | null {
  if (old.size !== fresh.size || old.size < LEAST_EXCHANGED) return null;
  const rewrite = { old: sharedLead(old.keys()), new: sharedLead(fresh.keys()) };
  if (rewrite.old === "" || rewrite.new === "") return null;
  const pairs: RenamedPair[] = [];
  for (const [name, leaf] of old) {
    const partner = fresh.get(rewrite.new + name.slice(rewrite.old.length));
    if (!leaf || !partner || !mayBeSame(leaf, partner)) return null;
    pairs.push({ old: leaf, new: partner, rewrite });
  }
  return pairs;
}

/** The longest leading part that all names share, with its final dot. */
function sharedLead(names: Iterable<string>): string {
  let lead: string | undefined;
  for (const name of names) {
    let end = (lead ??= name.slice(0, name.lastIndexOf(".") + 1)).length;
    while (end > 0 && !name.startsWith(lead.slice(0, end))) end = lead.lastIndexOf(".", end - 2) + 1;
    lead = lead.slice(0, end);
  }
  return lead ?? "";
}

function mayBeSame({ node: old }: TensorLeaf, { node: fresh }: TensorLeaf): boolean {
  return old.dtype.kind === fresh.dtype.kind && sameShape(old, fresh);
}

/** Whether two groups pair one tensor with different ones. */
function overlap(groups: readonly (readonly RenamedPair[])[]): boolean {
  const met = new Set<TensorLeaf>();
  for (const { old, new: fresh } of groups.flat()) {
    if (met.has(old) || met.has(fresh)) return true;
    met.add(old).add(fresh);
  }
  return false;
}

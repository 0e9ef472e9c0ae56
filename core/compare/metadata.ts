import type { Change } from "../model/report.ts";
import { childrenOf, type MapNode, type TreeNode } from "../model/tree.ts";
import { dottedName } from "../model/tree_path.ts";
import { sameScalar, scalarChange, scalarFacts } from "./scalar.ts";

/** The key under which a container's own metadata stands in the report. */
const METADATA_KEY = "__metadata__";

/** The same place of both sides; absent on the side that does not have it. */
interface Place {
  readonly keys: readonly string[];
  readonly old: TreeNode | undefined;
  readonly new: TreeNode | undefined;
}

/**
 * Differences of two containers' own key-value data, in the order of the old
 * one's keys. A node that only one side has is one change, whatever it holds.
 */
export function compareMetadata(old: MapNode | undefined, fresh: MapNode | undefined): Change[] {
  const changes: Change[] = [];
  const open: Place[] = [{ keys: [METADATA_KEY], old: old ?? EMPTY, new: fresh ?? EMPTY }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const change = placeChange(place);
    if (change === "same") continue;
    if (change === "inside") open.push(...placesInside(place).toReversed());
    else changes.push({ path: dottedName(place.keys), keys: place.keys, node: "metadata", ...change });
  }
  return changes;
}

const EMPTY: MapNode = { kind: "map", entries: new Map() };

function placeChange(
  { old, new: fresh }: Place,
): Pick<Change, "change" | "old" | "new" | "delta"> | "same" | "inside" {
  if (!old) return { change: "added", old: null, new: factsOf(fresh!) };
  if (!fresh) return { change: "removed", old: factsOf(old), new: null };
  if (old.kind === "scalar" && fresh.kind === "scalar") {
    return sameScalar(old, fresh) ? "same" : scalarChange(old, fresh);
  }
  if (old.kind === fresh.kind) return "inside";
  return { change: "retyped", old: factsOf(old), new: factsOf(fresh) };
}

function placesInside({ keys, old, new: fresh }: Place): Place[] {
  const before = new Map(childrenOf(old!)), after = new Map(childrenOf(fresh!));
  const names = new Set([...before.keys(), ...after.keys()]);
  return Array.from(names, (name) => ({ keys: [...keys, name], old: before.get(name), new: after.get(name) }));
}

function factsOf(node: TreeNode): Change["old"] {
  return node.kind === "scalar" ? scalarFacts(node) : { type: node.kind };
}

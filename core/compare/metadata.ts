import { collectLeaves, type Leaf } from "../model/leaf.ts";
import type { Limits } from "../model/limits.ts";
import { nodeFacts } from "../model/node_facts.ts";
import type { Change } from "../model/report.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { childrenOf, type MapNode, type TreeNode } from "../model/tree.ts";
import { dottedName } from "../model/tree_path.ts";
import { sameScalar, scalarChange } from "./scalar.ts";
import { structureChange } from "./structure_change.ts";

/** The key under which a container's own metadata stands in the report. */
const METADATA_KEY = "__metadata__";

/** The leaves of a container's own data under the keys that the report gives them. */
export function metadataLeaves(
  metadata: MapNode | undefined,
  file: string,
  limits: Pick<Limits, "nodes" | "depth">,
): Leaf[] {
  if (!metadata) return [];
  return collectLeaves(metadata, file, limits).map(({ keys, node }) => ({ keys: [METADATA_KEY, ...keys], node }));
}

/** How the metadata of two containers differ, and the tensors in both that are still to be measured. */
export interface ComparedMetadata {
  readonly changes: readonly Change[];
  readonly tensors: readonly TensorTask[];
}

/** The same place of both sides; absent on the side that does not have it. */
interface MetadataPlace {
  readonly keys: readonly string[];
  readonly old: TreeNode | undefined;
  readonly new: TreeNode | undefined;
}

/**
 * Compares two containers' own key-value data, in the order of the old one's
 * keys. A node that only one side has is one change, whatever it holds.
 */
export function compareMetadata(old: MapNode | undefined, fresh: MapNode | undefined): ComparedMetadata {
  const changes: Change[] = [], tensors: TensorTask[] = [];
  const open: MetadataPlace[] = [{ keys: [METADATA_KEY], old: old ?? EMPTY, new: fresh ?? EMPTY }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { keys, old: before, new: after } = place;
    const path = dottedName(keys);
    if (before?.kind === "tensor" && after?.kind === "tensor") {
      tensors.push({ path, keys, role: "state", change: structureChange(before, after), old: before, new: after });
      continue;
    }
    const change = placeChange(place);
    if (change === "inside") { for (const inner of placesInside(place).reverse()) open.push(inner); }
    else if (change !== "same") changes.push({ path, keys, node: "metadata", ...change });
  }
  return { changes, tensors };
}

const EMPTY: MapNode = { kind: "map", entries: new Map() };

function placeChange(
  { old, new: fresh }: MetadataPlace,
): Pick<Change, "change" | "old" | "new" | "delta"> | "same" | "inside" {
  if (!old) return { change: "added", old: null, new: nodeFacts(fresh!) };
  if (!fresh) return { change: "removed", old: nodeFacts(old), new: null };
  if (old.kind === "scalar" && fresh.kind === "scalar") {
    return sameScalar(old, fresh) ? "same" : scalarChange(old, fresh);
  }
  if (old.kind === fresh.kind) return "inside";
  return { change: "retyped", old: nodeFacts(old), new: nodeFacts(fresh) };
}

function placesInside({ keys, old, new: fresh }: MetadataPlace): MetadataPlace[] {
  const before = new Map(childrenOf(old!)), after = new Map(childrenOf(fresh!));
  const names = new Set([...before.keys(), ...after.keys()]);
  return Array.from(names, (name) => ({ keys: [...keys, name], old: before.get(name), new: after.get(name) }));
}

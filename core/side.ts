import type { LoadedArtefact } from "./load/load_artefact.ts";
import { artefactKind, holdsTensors } from "./model/comparison_kind.ts";
import { type LeafTable, TreeLeaves } from "./model/leaf.ts";
import type { Limits } from "./model/limits.ts";
import type { ComparisonKind, InputFacts } from "./model/report.ts";
import type { TreeNode } from "./model/tree.ts";
import { bareInput } from "./report/build_report.ts";
import type { OpenInput } from "./source/open_input.ts";

/** One side of a pair with its tree taken apart. */
export interface Side {
  readonly path: string;
  readonly loaded: LoadedArtefact;
  readonly leaves: LeafTable;
  readonly kind: ComparisonKind;
  /** The keys that lead to the model's state dict; none if there is no tensor. */
  readonly stateDict: readonly string[];
  /** With a filter: how many nodes it selects. */
  readonly selected?: InputFacts["selected"];
}

/** The side of an input that is loaded. */
export async function sideOf({ path }: OpenInput, loaded: LoadedArtefact, limits: Limits): Promise<Side> {
  const { root } = loaded.artefact;
  const leaves = new TreeLeaves(root, path, limits), kind = artefactKind(root, leaves);
  return { path, loaded, leaves, kind, stateDict: holdsTensors(kind) ? await stateDictOf(root) : [] };
}

async function stateDictOf(root: TreeNode): Promise<readonly string[]> {
  const { locateStateDict } = await import("./model/tensor_role.ts");
  return locateStateDict(root);
}

/** Whether both sides are of one format, so that their containers say the same things. */
export function isSameFormat({ loaded: old }: Side, { loaded: fresh }: Side): boolean {
  return old.entry.manifest.id === fresh.entry.manifest.id;
}

/** Bytes of the file and of the shards it names. */
export function bytesOf({ loaded: { sources } }: Side): number {
  return sources.reduce((bytes, { size }) => bytes + size, 0);
}

/** What the report says of the side itself. */
export function inputFacts(side: Side): InputFacts {
  const { path, selected, loaded: { artefact, entry } } = side;
  const { id, title } = entry.manifest;
  return {
    ...bareInput(path, id, bytesOf(side), title),
    imports: artefact.imports ?? [],
    container: artefact.container ?? {},
    ...(selected ? { selected } : {}),
  };
}

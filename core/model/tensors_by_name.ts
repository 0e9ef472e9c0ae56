import { isTensorLeaf, type LeafTable } from "./leaf.ts";
import type { TensorNode } from "./tensor.ts";
import { dottedName } from "./tree_path.ts";

/** The tensors of a state dict by name; made for the time of an analysis, since there may be 100,000. */
export type TensorsByName = ReadonlyMap<string, TensorNode>;

/** The tensors below the keys of a state dict by their dotted names within it; where two have one name, the first. */
export function tensorsByName(leaves: LeafTable, stateDict: readonly string[]): TensorsByName {
  const tensors = new Map<string, TensorNode>();
  for (const leaf of leaves) {
    if (!isTensorLeaf(leaf)) continue;
    const { keys } = leaf;
    if (!stateDict.every((key, depth) => keys[depth] === key)) continue;
    const name = dottedName(keys.slice(stateDict.length));
    if (!tensors.has(name)) tensors.set(name, leaf.node);
  }
  return tensors;
}

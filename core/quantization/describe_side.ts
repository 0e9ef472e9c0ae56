import type { LeafTable } from "../model/leaf.ts";
import { isTensorLeaf } from "../model/leaf.ts";
import type { LevelUse, SchemeFacts, SideQuantization } from "../model/quantization_report.ts";
import type { QuantizedLayer } from "../model/quantized_layer.ts";
import { SeenStorages } from "../model/seen_storages.ts";
import { dataBytes, elementCount, type TensorNode } from "../model/tensor.ts";
import { tensorRole } from "../model/tensor_role.ts";
import { dottedName } from "../model/tree_path.ts";
import { isSymmetric, joinScales, type LayerScales, layerScales, type MeasuredParts } from "./scale_facts.ts";
import { findScheme, TORCH_SCHEMES } from "./schemes.ts";

/** Bytes and the elements that they stand for; `null` where not known. */
interface Amount {
  readonly bytes: number;
  readonly elements: number | null;
}

/** What is quantized on a side; `measured` has an entry a layer, `levelsOf` tells how the codes of a scheme are used. */
export function describeSide(
  leaves: LeafTable,
  stateDict: readonly string[],
  layers: readonly QuantizedLayer[],
  measured: readonly MeasuredParts[],
  levelsOf: (scheme: string) => readonly LevelUse[],
): SideQuantization {
  const schemes = new Map<string, number[]>();
  for (const [index, { scheme }] of layers.entries()) {
    const indices = schemes.get(scheme);
    if (indices) indices.push(index);
    else schemes.set(scheme, [index]);
  }
  const amount = sumOf([sumOf(layers.map(amountOf)), otherParameters(leaves, stateDict, layers)]);
  return {
    bits_per_parameter: bitsOf(amount),
    schemes: Array.from(
      schemes,
      ([scheme, indices]) =>
        schemeFacts(indices.map((index) => layers[index]!), indices.map((index) => measured[index]!), levelsOf(scheme)),
    ),
  };
}

function schemeFacts(
  layers: readonly QuantizedLayer[],
  measured: readonly MeasuredParts[],
  levels: readonly LevelUse[],
): SchemeFacts {
  const amount = sumOf(layers.map(amountOf)), [first] = layers;
  const scales = layers.map((layer, index) => layerScales(layer, measured[index]!));
  const stored = first!.unpacking.kind === "stored";
  return {
    scheme: first!.scheme,
    title: titleOf(first!.scheme),
    basis: stored ? "stored" : "inferred",
    evidence: evidenceOf(first!),
    layers: layers.length,
    elements: amount.elements,
    bits: distinct(layers.map(({ bits }) => bits)),
    group_sizes: distinct(layers.map((layer, index) => groupSize(layer, scales[index]!))),
    bits_per_parameter: bitsOf(amount),
    scales: joinScales(scales.filter((each) => each !== null)),
    symmetric: allAlike(layers.map((layer, index) => isSymmetric(layer, measured[index]!))),
    levels,
  };
}

/** A scheme's name for people. */
export function titleOf(id: string): string {
  return findScheme(id)?.title ?? Object.values(TORCH_SCHEMES).find((scheme) => scheme.id === id)?.title ?? id;
}

/** The tensors of a layer, with their types and shapes. */
export function evidenceOf({ parts, partNames }: QuantizedLayer): string {
  const nodes = Object.values(parts) as TensorNode[];
  return nodes.map(({ dtype, shape }, index) => `${partNames[index]} ${dtype.name} [${shape.join(", ")}]`).join(", ");
}

function groupSize({ elements }: QuantizedLayer, scales: LayerScales | null): number | null {
  return elements === null || !scales || scales.count === 0 ? null : elements / scales.count;
}

function amountOf({ parts, elements }: QuantizedLayer): Amount {
  const nodes = Object.values(parts) as TensorNode[];
  return { bytes: nodes.reduce((sum, node) => sum + dataBytes(node), 0), elements };
}

/** Parameters that belong to no quantized layer; tied ones once. */
function otherParameters(
  leaves: LeafTable,
  stateDict: readonly string[],
  layers: readonly QuantizedLayer[],
): Amount {
  const parts = new Set(layers.flatMap(({ partNames }) => partNames)), seen = new SeenStorages();
  let bytes = 0, elements = 0;
  for (const leaf of leaves) {
    if (!isTensorLeaf(leaf) || tensorRole(leaf, stateDict) !== "parameter") continue;
    if (parts.has(dottedName(leaf.keys.slice(stateDict.length))) || !seen.isNew(leaf.node)) continue;
    bytes += dataBytes(leaf.node);
    elements += elementCount(leaf.node.shape);
  }
  return { bytes, elements };
}

function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, { bytes, elements }) => ({
    bytes: sum.bytes + bytes,
    elements: sum.elements === null || elements === null ? null : sum.elements + elements,
  }), { bytes: 0, elements: 0 });
}

function bitsOf({ bytes, elements }: Amount): number | null {
  return elements ? 8 * bytes / elements : null;
}

function distinct(values: readonly (number | null)[]): number[] {
  return [...new Set(values.filter((value) => value !== null))].sort((a, b) => a - b);
}

/** Symmetric if all layers are, asymmetric if one is not; `null` where that is not known. */
function allAlike(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

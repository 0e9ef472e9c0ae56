import type { TensorFacts } from "../../../model/report.ts";
import { dataBytes, type TensorNode } from "../../../model/tensor.ts";
import type { ModelPair } from "../analysis.ts";
import { LEAST_COPY_BYTES } from "../survey_tensors.ts";

/** A tensor of one side that looks like others. */
export interface AlikeTensor {
  readonly path: string;
  readonly node: TensorNode;
}

/**
 * Groups of tensors of one file, stored apart, that have one type and shape and of which the same was measured: those
 * that may be equal. In the order of their first ones; of tensors that share their elements, the first alone.
 */
export function alikeTensors({ tensors }: ModelPair, side: "old" | "new"): readonly (readonly AlikeTensor[])[] {
  // Most tensors look like no other: paths are kept of those alone that do.
  const first = new Map<string, number>(), groups = new Map<string, number[]>(), seen = new Set<string>();
  for (const [index, tensor] of tensors.entries()) {
    const node = tensor[side];
    if (!node || !isCandidate(node)) continue;
    const key = likenessOf(node, tensor.change[side] as TensorFacts);
    if (key === null || isKnown(node, seen)) continue;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    else groups.set(key, [...groups.get(key) ?? [earlier], index]);
  }
  return Array.from(
    groups.values(),
    (indices) => indices.map((index) => ({ path: tensors[index]!.path, node: tensors[index]![side]! })),
  );
}

function isCandidate(node: TensorNode): boolean {
  return node.data !== null && node.quantization === undefined && dataBytes(node) >= LEAST_COPY_BYTES;
}

/** Whether a tensor shows elements that an earlier one showed. */
function isKnown({ storageId }: TensorNode, seen: Set<string>): boolean {
  if (storageId === undefined) return false;
  if (seen.has(storageId)) return true;
  seen.add(storageId);
  return false;
}

/** Equal for tensors that may be equal; `null` for what was not measured, or is of one value throughout. */
function likenessOf({ dtype, shape }: TensorNode, facts: TensorFacts): string | null {
  const { mean, std, min, max, zeros } = facts;
  // Of another type in the file: what is read is what it stands for, which takes other room.
  if (!std || facts.dtype !== dtype.name) return null;
  return [dtype.name, shape, mean, std, min, max, zeros].join(" ");
}

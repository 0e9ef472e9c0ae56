import { countElements } from "../model/count_elements.ts";
import type { BothSides, ModelComparison } from "../model/report.ts";
import { SeenStorages } from "../model/seen_storages.ts";
import type { QuantizedTensors } from "../model/quantized_tensors.ts";
import { elementCount, type TensorNode, tensorWith } from "../model/tensor.ts";
import type { RoledTensor, TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import type { JudgedTensors } from "./content_verdict.ts";

/** Counts of a model pair. Tied tensors count once; training state is not part of the model. */
export function countModel(
  tensors: JudgedTensors,
  values: ModelComparison["values"],
  quantized: QuantizedTensors | null = null,
): Omit<ModelComparison, "kind"> {
  return {
    parameters: countBoth(tensors.tasks, "parameter", quantized),
    buffers: countBoth(tensors.tasks, "buffer", quantized),
    ...countModified(tensors),
    tensors: countTensors(tensors),
    ...quantized && quantized.groups.length > 0 ? { quantized_layers: quantized.groups } : {},
    values,
  };
}

function countBoth(tasks: readonly TensorTask[], role: TensorRole, quantized: QuantizedTensors | null): BothSides {
  const count = (side: "old" | "new") => countElements(sideOf(tasks, side, quantized), role);
  return { old: count("old"), new: count("new") };
}

/** The tensors of a side; a quantized layer counts as the weight that it stands for. */
function* sideOf(
  tasks: readonly TensorTask[],
  side: "old" | "new",
  quantized: QuantizedTensors | null,
): Generator<RoledTensor> {
  for (const task of tasks) {
    const { [side]: node, role } = task;
    if (!node) continue;
    const elements = quantized?.elementsOf(task, side);
    if (elements === undefined) yield { node, role };
    else if (elements > 0) yield { node: tensorWith(node, { shape: [elements] }), role: "parameter" };
  }
}

function countModified(
  { tasks, changes }: JudgedTensors,
): Pick<ModelComparison, "modified_parameters" | "modified_fraction"> {
  const seen = new SeenStorages();
  let modified = 0, present = 0;
  for (const [index, { role, old, new: fresh }] of tasks.entries()) {
    const { measures } = changes[index]!;
    if (role !== "parameter" || !old || !fresh || !measures || !seen.isNew(pairOf(old, fresh))) continue;
    modified += measures.changed_elements;
    present += elementCount(fresh.shape);
  }
  if (present === 0) return { modified_parameters: null, modified_fraction: null };
  return { modified_parameters: modified, modified_fraction: modified / present };
}

/** A pair is met again if both of its sides are. */
function pairOf({ storageId: old }: TensorNode, { storageId: fresh }: TensorNode): Pick<TensorNode, "storageId"> {
  return old === undefined || fresh === undefined ? {} : { storageId: JSON.stringify([old, fresh]) };
}

function countTensors({ tasks, changes }: JudgedTensors): ModelComparison["tensors"] {
  const counts = { old: 0, new: 0, added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const [index, { old, new: fresh }] of tasks.entries()) {
    const { change } = changes[index]!;
    if (old) counts.old++;
    if (fresh) counts.new++;
    if (change === "added" || change === "removed" || change === "unchanged") counts[change]++;
    else counts.changed++;
  }
  return counts;
}

import { countElements } from "../model/count_elements.ts";
import type { BothSides, ModelComparison } from "../model/report.ts";
import { SeenStorages } from "../model/seen_storages.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { RoledTensor, TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import type { JudgedTensors } from "./content_verdict.ts";

/** Counts of a model pair. Tied tensors count once; training state is not part of the model. */
export function countModel(
  tensors: JudgedTensors,
  values: ModelComparison["values"],
): Omit<ModelComparison, "kind"> {
  return {
    parameters: countBoth(tensors.tasks, "parameter"),
    buffers: countBoth(tensors.tasks, "buffer"),
    ...countModified(tensors),
    tensors: countTensors(tensors),
    values,
  };
}

function countBoth(tasks: readonly TensorTask[], role: TensorRole): BothSides {
  const count = (side: "old" | "new") => countElements(sideOf(tasks, side), role);
  return { old: count("old"), new: count("new") };
}

function* sideOf(tasks: readonly TensorTask[], side: "old" | "new"): Generator<RoledTensor> {
  for (const { [side]: node, role } of tasks) if (node) yield { node, role };
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

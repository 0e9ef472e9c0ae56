import { countElements } from "../model/count_elements.ts";
import type { MeasuredPair } from "../model/measures.ts";
import type { BothSides, Change, ModelComparison } from "../model/report.ts";
import { SeenStorages } from "../model/seen_storages.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";

/** A tensor with its measured pair and its entry in the report. */
export interface MeasuredTask {
  readonly task: TensorTask;
  /** `null` where values were not compared. */
  readonly measured: MeasuredPair | null;
  readonly change: Change;
}

/** Counts of a model pair. Tied tensors count once; training state is not part of the model. */
export function countModel(
  tasks: readonly MeasuredTask[],
  values: ModelComparison["values"],
): Omit<ModelComparison, "kind"> {
  return {
    parameters: countBoth(tasks, "parameter"),
    buffers: countBoth(tasks, "buffer"),
    ...countModified(tasks),
    tensors: countTensors(tasks),
    values,
  };
}

function countBoth(tasks: readonly MeasuredTask[], role: TensorRole): BothSides {
  const side = (name: "old" | "new") =>
    tasks.flatMap(({ task }) => task[name] ? [{ node: task[name], role: task.role }] : []);
  return { old: countElements(side("old"), role), new: countElements(side("new"), role) };
}

function countModified(
  tasks: readonly MeasuredTask[],
): Pick<ModelComparison, "modified_parameters" | "modified_fraction"> {
  const seen = new SeenStorages();
  let modified = 0, present = 0;
  for (const { task: { role, old, new: fresh }, measured } of tasks) {
    if (role !== "parameter" || !old || !fresh || !measured?.measures || !seen.isNew(pairOf(old, fresh))) continue;
    modified += measured.measures.changed_elements;
    present += elementCount(fresh.shape);
  }
  if (present === 0) return { modified_parameters: null, modified_fraction: null };
  return { modified_parameters: modified, modified_fraction: modified / present };
}

/** A pair is met again if both of its sides are. */
function pairOf({ storageId: old }: TensorNode, { storageId: fresh }: TensorNode): Pick<TensorNode, "storageId"> {
  return old === undefined || fresh === undefined ? {} : { storageId: JSON.stringify([old, fresh]) };
}

function countTensors(tasks: readonly MeasuredTask[]): ModelComparison["tensors"] {
  const counts = { old: 0, new: 0, added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const { task, change } of tasks) {
    if (task.old) counts.old++;
    if (task.new) counts.new++;
    if (change.change === "added" || change.change === "removed" || change.change === "unchanged") {
      counts[change.change]++;
    } else counts.changed++;
  }
  return counts;
}

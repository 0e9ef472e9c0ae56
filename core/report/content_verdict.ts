import type { Change } from "../model/report.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { tieChanged } from "../model/tie_changed.ts";

/** What is known of two contents before their bytes are looked at. */
export type ContentVerdict = "same" | "different" | "unknown";

/** Tensors that were compared, and what became of each. */
export interface JudgedTensors {
  readonly tasks: readonly TensorTask[];
  /** One for each task, in the same order. */
  readonly changes: readonly Change[];
}

/**
 * Whether two contents are the same. Bits decide, not a tolerance: `close` says
 * how many values differ within it. Where a tensor's values were not compared
 * and nothing else differs, it is unknown.
 */
export function contentVerdict(
  changes: readonly Change[],
  { tasks, changes: tensors }: JudgedTensors,
  close: number,
): ContentVerdict {
  if (close > 0 || changes.some(isChange) || tensors.some(bitsDiffer)) return "different";
  return tasks.every((task, index) => bitsAreSame(task, tensors[index]!)) ? "same" : "unknown";
}

function isChange(change: Change): boolean {
  return change.change !== "unchanged" || tieChanged(change);
}

function bitsDiffer({ measures }: Change): boolean {
  return (measures?.changed_elements ?? 0) > 0;
}

function bitsAreSame({ old, new: fresh }: TensorTask, { measures }: Change): boolean {
  if (measures) return measures.changed_elements === 0;
  return old?.data === null && fresh?.data === null; // meta tensors have no values on either side
}

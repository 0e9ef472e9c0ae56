import type { Change } from "../model/report.ts";
import { tieChanged } from "../model/tie_changed.ts";
import type { MeasuredTask } from "./count_model.ts";

/** What is known of two contents before their bytes are looked at. */
export type ContentVerdict = "same" | "different" | "unknown";

/**
 * Whether two contents are the same. Bits decide, not a tolerance: `close` says
 * how many values differ within it. Where a tensor's values were not compared
 * and nothing else differs, it is unknown.
 */
export function contentVerdict(
  changes: readonly Change[],
  tasks: readonly MeasuredTask[],
  close: number,
): ContentVerdict {
  if (close > 0 || changes.some(isChange) || tasks.some(bitsDiffer)) return "different";
  return tasks.every(bitsAreSame) ? "same" : "unknown";
}

function isChange(change: Change): boolean {
  return change.change !== "unchanged" || tieChanged(change);
}

function bitsDiffer({ measured }: MeasuredTask): boolean {
  return (measured?.measures?.changed_elements ?? 0) > 0;
}

function bitsAreSame({ task: { old, new: fresh }, measured }: MeasuredTask): boolean {
  if (measured?.measures) return measured.measures.changed_elements === 0;
  return old?.data === null && fresh?.data === null; // meta tensors have no values on either side
}

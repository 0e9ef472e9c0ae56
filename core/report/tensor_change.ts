import type { MeasuredPair, TensorStats } from "../model/measures.ts";
import { tensorFacts } from "../model/node_facts.ts";
import type { Change, TensorFacts } from "../model/report.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";

/** With which tensor each side shares its elements, by path. */
export interface Ties {
  readonly old?: string | undefined;
  readonly new?: string | undefined;
}

/** A tensor's entry in the report; its change is `unchanged` where structure and values are the same. */
export function tensorChange(task: TensorTask, measured: MeasuredPair | null, ties: Ties = {}): Change {
  return {
    path: task.path,
    keys: task.keys,
    node: "tensor",
    change: task.change === "revalued" && !valuesDiffer(measured) ? "unchanged" : task.change,
    old: task.old && sideFacts(task.old, measured?.old, ties.old),
    new: task.new && sideFacts(task.new, measured?.new, ties.new),
    role: task.role,
    ...(measured?.measures ? { measures: measured.measures } : {}),
    ...(measured?.drift ? { drift: measured.drift } : {}),
    ...(measured && Object.keys(measured.unmeasured).length > 0 ? { unmeasured: measured.unmeasured } : {}),
  };
}

/** Whether any value differs by more than the tolerance, if there is one. */
function valuesDiffer(measured: MeasuredPair | null): boolean {
  const measures = measured?.measures;
  return (measures?.mismatched_elements ?? measures?.changed_elements ?? 0) > 0;
}

function sideFacts(node: TensorNode, stats: TensorStats | null | undefined, tiedTo: string | undefined): TensorFacts {
  const facts = { ...tensorFacts(node), ...stats };
  return tiedTo === undefined ? facts : { ...facts, tied_to: tiedTo };
}

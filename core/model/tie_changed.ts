import type { Change, TensorFacts } from "./report.ts";

/** Whether a tensor that both files have shares its elements with another tensor in one of them only, or with a different one. */
export function tieChanged(change: Change): boolean {
  const sides = bothTensors(change);
  return sides !== null && sides.old.tied_to !== sides.new.tied_to;
}

/** The facts of both sides of a tensor present in both; `null` for anything else. */
function bothTensors({ node, old, new: fresh }: Change): { old: TensorFacts; new: TensorFacts } | null {
  if (node !== "tensor" || old === null || fresh === null || !("dtype" in old) || !("dtype" in fresh)) return null;
  return { old, new: fresh };
}

import type { Change } from "./report.ts";
import { bothTensors } from "./rule.ts";

/** Whether a tensor that both files have shares its elements with another tensor in one of them only, or with a different one. */
export function tieChanged(change: Change): boolean {
  const sides = bothTensors(change);
  return sides !== null && sides.old.tied_to !== sides.new.tied_to;
}

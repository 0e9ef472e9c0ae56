import type { Report } from "./report.ts";
import { tieChanged } from "./tie_changed.ts";

/** Whether two files have different bits, but every difference is within the tolerance that the user gave. */
export function isWithinTolerance({ verdict, comparison: { kind }, changes }: Report): boolean {
  if (verdict !== "different" || kind === "text" || kind === "binary" || kind === "folder") return false;
  return changes.every((change) => change.change === "unchanged" && !tieChanged(change));
}

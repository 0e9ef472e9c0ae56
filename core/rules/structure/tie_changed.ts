import { bothTensors, type ChangeRule } from "../../model/rule.ts";
import { tieChanged as isTieChanged } from "../../model/tie_changed.ts";
import { quote } from "../../model/escape.ts";

/** Two names of the same elements became two tensors, or the other way round. */
export const tieChanged: ChangeRule = {
  id: "tie-changed",
  title: "tied in one file only, or to another tensor",
  severity: "info",
  basis: "measured",
  check(change) {
    if (!isTieChanged(change)) return null;
    const { old, new: fresh } = bothTensors(change)!;
    if (fresh.tied_to === undefined) return `tied to ${quote(old.tied_to!)} in the old file only`;
    if (old.tied_to === undefined) return `tied to ${quote(fresh.tied_to)} in the new file only`;
    return `tied to ${quote(old.tied_to)} in the old file, to ${quote(fresh.tied_to)} in the new`;
  },
};

import type { Report } from "../../model/report.ts";
import { formatCount, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";

/** What the user let pass or left out: the tolerance, and how much a filter selects. */
export function conditionLines(report: Report, { tolerance }: RenderOptions): string[] {
  return [
    ...(tolerance ? [`Tolerance: rtol ${tolerance.rtol}, atol ${tolerance.atol}${withinText(report)}`] : []),
    ...selectionLines(report),
  ];
}

function withinText({ comparison, changes }: Report): string {
  switch (comparison.kind) {
    case "model":
    case "array": {
      const beyond = changes.filter(({ node, change }) => node === "tensor" && change === "revalued").length;
      const tensors = `; ${formatNoun(beyond, "tensor")} beyond it, ${
        formatCount(comparison.tensors.unchanged)
      } within`;
      const values = comparison.values.within_tolerance ?? 0;
      return values > 0 ? `${tensors}, ${formatNoun(values, "other value")} within` : tensors;
    }
    case "document":
      return `; ${formatNoun(comparison.values.within_tolerance ?? 0, "value")} changed within it`;
    case "table":
      return `; ${formatNoun(comparison.cells.within_tolerance ?? 0, "cell")} changed within it`;
    case "folder":
      return `; ${formatNoun(comparison.files.within_tolerance ?? 0, "file")} changed within it`;
    default:
      return "";
  }
}

function selectionLines({ inputs: { old, new: fresh }, comparison, files }: Report): string[] {
  if (comparison.kind === "folder") {
    const filtered = files.flatMap(({ inputs }) => inputs.new?.selected ?? inputs.old?.selected ?? []);
    if (filtered.length === 0) return [];
    const some = filtered.filter(({ nodes }) => nodes > 0).length;
    return [`Filter: selects something in ${formatCount(some)} of ${formatNoun(filtered.length, "file")}`];
  }
  if (!old?.selected || !fresh?.selected) return [];
  const [before, after] = [old.selected, fresh.selected].map(selectedText);
  return [`Filter: selects ${before === after ? before : `${before} in the old file, ${after} in the new`}`];
}

function selectedText({ nodes, of }: { readonly nodes: number; readonly of: number }): string {
  return `${formatCount(nodes)} of ${formatNoun(of, "path")}`;
}

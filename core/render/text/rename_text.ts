import { escapeText } from "../../model/escape.ts";
import type { Change, RenamedFrom } from "../../model/report.ts";
import { formatCount, formatNoun } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import { alignColumn } from "./align_column.ts";
import { shapeAndType } from "./structure_text.ts";
import type { Style } from "./style.ts";

/** A node that has another name in the new file. */
export type RenamedChange = Change & { readonly renamed_from: RenamedFrom };

/**
 * Renamed tensors: those that one rewrite of names explains are one line, which
 * says that it is inferred; others, known by their bytes, have one each, as
 * many as there is room for.
 */
export function renameLines(renamed: readonly RenamedChange[], room: number, style: Style): string[] {
  const mark = style.changed(">");
  const byRewrite = Map.groupBy(renamed, ({ renamed_from: { rewrite } }) => rewrite && rewriteText(rewrite));
  const alone = byRewrite.get(undefined) ?? [];
  byRewrite.delete(undefined);
  const groups = [...byRewrite].map(([text, group]) =>
    `  ${mark} ${text}  ${formatNoun(group.length, "tensor")} (INFERRED: names, shapes${exceptions(group)})`
  );
  const shown = alone.slice(0, room);
  const names = alignColumn(shown.map((change) => `${nodeName(change.renamed_from)} -> ${nodeName(change)}`), 48);
  const singles = shown.map((change, index) => {
    const [shape, dtype] = shapeAndType(change);
    return `  ${mark} ${names[index]}  ${shape}  ${dtype}  same bytes`;
  });
  const leftOut = alone.length - shown.length;
  return [
    ...groups,
    ...singles,
    ...(leftOut > 0 ? [`  ${formatCount(leftOut)} more renamed, same bytes: --show-structure`] : []),
  ];
}

function rewriteText({ old, new: fresh }: NonNullable<RenamedFrom["rewrite"]>): string {
  return `${escapeText(old)}* -> ${escapeText(fresh)}*`;
}

/** How many tensors of a rewrite are not like their partner. */
function exceptions(group: readonly RenamedChange[]): string {
  return ["shape", "type"].map((what, column) => {
    const count = group.filter((change) => shapeAndType(change)[column]!.includes(" -> ")).length;
    return count > 0 ? `; ${formatCount(count)} of another ${what}` : "";
  }).join("");
}

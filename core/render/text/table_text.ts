import { escapeText } from "../../model/escape.ts";
import type {
  BothSides,
  Change,
  ComparisonTotals,
  OtherFacts,
  Report,
  ScalarFacts,
  TableComparison,
} from "../../model/report.ts";
import { formatCount, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { conditionLines } from "./condition_text.ts";
import { shortValue } from "./document_text.ts";

type Counts = BothSides & { readonly added: number; readonly removed: number; readonly changed: number };

/** Rows, then columns, then the first changed cells. */
export function tableBlock(
  report: Report,
  { rows, columns, cells, key }: TableComparison & ComparisonTotals,
  options: RenderOptions,
): string[] {
  const { verdict, changes } = report, { top, showStructure } = options;
  const lines = [
    `Rows: ${countsText(rows)}`,
    `Columns: ${countsText(columns)}`,
    `Rows paired by ${key === null ? "position" : key.map(escapeText).join(", ")}`,
  ];
  if (verdict === "identical_bytes") lines.push("Identical: every byte is the same");
  lines.push(...conditionLines(report, options));
  const detail = changes.filter(({ change }) => change !== "unchanged" && !(showStructure && change === "revalued"));
  const shown = detail.slice(0, top).map(cellLine);
  if (detail.length > top) shown.push(`  ${formatCount(detail.length - top)} more: --top ${detail.length}`);
  const unlisted = cells.changed - cells.listed;
  if (unlisted > 0 && !showStructure) shown.push(`  ${formatNoun(unlisted, "changed cell")} more, not listed`);
  return [
    "Table Changes:",
    ...lines.map((line) => `  ${line}`),
    ...(shown.length > 0 ? ["", "First changes:", ...shown] : []),
  ];
}

function countsText({ old, new: fresh, added, removed, changed }: Counts): string {
  return `${formatCount(old)} -> ${formatCount(fresh)} (${formatCount(added)} added, ${formatCount(removed)} removed, ${
    formatCount(changed)
  } changed)`;
}

function cellLine({ path, change, old, new: fresh }: Change): string {
  const value = (side: Change["old"]) => {
    if (side === null) return "";
    if ("value" in side) return shortValue(side as ScalarFacts);
    return change === "retyped" || change === "reshaped" ? escapeText((side as OtherFacts).type) : "";
  };
  const name = escapeText(path);
  if (change === "added") return `  + ${name}  ${value(fresh)}`.trimEnd();
  if (change === "removed") return `  - ${name}  ${value(old)}`.trimEnd();
  return `  ~ ${name}  ${value(old)} -> ${value(fresh)}`;
}

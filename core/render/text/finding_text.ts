import { escapeText } from "../../model/escape.ts";
import type { Finding, Report } from "../../model/report.ts";
import { formatCount, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import type { Style } from "./style.ts";

/** Findings by rule, the most severe first; a rule that found much is counted after its first places. */
export function findingLines({ findings }: Report, { top, diffOnly }: RenderOptions, style: Style): string[] {
  const shown = findings.filter(({ severity }) => severity !== "info" || !diffOnly);
  const byRule = Map.groupBy(shown, ({ rule }) => rule);
  const lines = [...byRule.values()].flatMap((group) => ruleLines(group, top, style));
  return lines.length > 0 ? ["Findings:", ...lines] : [];
}

// An informative rule is one line however often it holds: its tensors are ranked above.
function ruleLines(group: readonly Finding[], top: number, style: Style): string[] {
  const { rule, severity } = group[0]!;
  const label = `  ${(severity === "info" ? style.faint : style.removed)(severity.padEnd(5))}  ${rule}  `;
  if (severity === "info" && group.length > 1) return [`${label}${formatNoun(group.length, "tensor")}`];
  const lines = group.slice(0, top).map(({ path, message }) => `${label}${escapeText(path)}: ${escapeText(message)}`);
  if (group.length > top) lines.push(`${label}${formatCount(group.length - top)} more`);
  return lines;
}

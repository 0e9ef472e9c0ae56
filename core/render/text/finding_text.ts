import { escapeText } from "../../model/escape.ts";
import type { Finding, Report } from "../../model/report.ts";
import { formatCount, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import type { Style } from "./style.ts";
import { textWidth } from "./text_width.ts";

/** Findings by rule, the most severe first; a rule that found much is counted after its first places. */
export function findingLines({ findings, analyses }: Report, options: RenderOptions, style: Style): string[] {
  const shown = findings.filter(({ severity }) => severity !== "info" || !options.diffOnly);
  const byRule = Map.groupBy(shown, ({ rule }) => rule);
  const titles = new Map(analyses.map(({ id, title }) => [id, title]));
  const lines = [...byRule].flatMap(([rule, group]) => ruleLines(group, titles.get(rule), options, style));
  return lines.length > 0 ? ["Findings:", ...lines] : [];
}

// An informative rule is one line where it holds of single tensors, however many: they are ranked above.
function ruleLines(
  group: readonly Finding[],
  title: string | undefined,
  { top, width }: RenderOptions,
  style: Style,
): string[] {
  const { rule, severity } = group[0]!;
  const paint = severity === "info" ? style.faint : style.removed;
  const label = `  ${paint(severity.padEnd(5))}  ${rule}  `;
  if (severity === "info" && group.length > 1 && !group.some(({ tensors }) => tensors)) {
    // What is the same of all of them says more than the rule's title.
    const { message } = group[0]!, said = group.every((finding) => finding.message === message) ? message : title;
    return [`${label}${formatNoun(group.length, "tensor")}${said ? `: ${escapeText(said)}` : ""}`];
  }
  const room = width - rule.length - 11;
  const lines = group.slice(0, top).flatMap((finding) => findingTexts(finding, label, room));
  if (group.length > top) lines.push(`${label}${formatCount(group.length - top)} more`);
  return lines;
}

function findingTexts({ path, message }: Finding, label: string, room: number): string[] {
  const place = path === "" ? "" : `${escapeText(path)}: `, text = escapeText(message);
  return textWidth(place + text) <= room
    ? [`${label}${place}${text}`]
    : [`${label}${place}`.trimEnd(), `${INDENT}${text}`];
}

const INDENT = " ".repeat(9);

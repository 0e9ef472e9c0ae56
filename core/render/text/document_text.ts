import { escapeText } from "../../model/escape.ts";
import type { Change, ComparisonTotals, DocumentComparison, Report, ScalarFacts } from "../../model/report.ts";
import { formatCount, formatDelta, formatNoun, formatSignedShare } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions } from "../render_options.ts";
import { conditionLines } from "./condition_text.ts";
import type { Style } from "./style.ts";
import { padToWidth, textWidth } from "./text_width.ts";
import { unknownLine } from "./verdict_text.ts";

const LONGEST_VALUE = 60;

/** How many values changed, and how. */
export function documentBlock(
  report: Report,
  { values }: DocumentComparison & ComparisonTotals,
  options: RenderOptions,
): string[] {
  const { changed, added, removed, retyped, unchanged } = values;
  const line = changed + added + removed + retyped === 0
    ? nothingDiffers(report)
    : `${formatNoun(changed, "value")} changed, ${formatCount(added)} added, ${formatCount(removed)} removed${
      retyped > 0 ? `, ${formatCount(retyped)} of another type` : ""
    }; ${formatCount(unchanged)} unchanged`;
  return ["Document Changes:", ...[line, ...conditionLines(report, options)].map((each) => `  ${each}`)];
}

function nothingDiffers(report: Report): string {
  switch (report.verdict) {
    case "identical_bytes":
      return "Identical: every byte is the same";
    case "unknown":
      return unknownLine(report);
    case "different":
      return "No value differs by more than the tolerance";
    case "identical_content":
      return "No value differs";
  }
}

/** Changed scalars, a line each: all of a document, and what stands beside the tensors of a checkpoint. */
export function valueLines({ changes, comparison }: Report, options: RenderOptions, style: Style): string[] {
  const structureShown = comparison.kind === "model" || comparison.kind === "array";
  const values = changes.filter((change) => isValue(change, structureShown, options));
  if (values.length === 0) return [];
  const shown = comparison.kind === "document" ? values : values.slice(0, options.top);
  const longest = shown.reduce((most, change) => Math.max(most, textWidth(nodeName(change))), 0);
  const width = Math.min(40, longest);
  const lines = shown.map((change) => valueLine(change, width, options, style));
  if (shown.length < values.length) {
    lines.push(`  ${formatCount(values.length - shown.length)} more: --top ${values.length}`);
  }
  return [structureShown ? `Other values (${formatCount(values.length)} changed):` : "Values:", ...lines];
}

/** Whether a change is shown as one of a value: what is neither a tensor nor shown with the structure or a whole table. */
function isValue({ node, change }: Change, structureShown: boolean, { showStructure }: RenderOptions): boolean {
  if (node === "tensor" || change === "unchanged") return false;
  // Rows and cells of arrays of records beside tensors; those of a file that is one table are listed with it.
  if (node === "row" || node === "cell") return structureShown && !showStructure;
  if (node === "table" || node === "column") return false;
  if (showStructure) return !structureShown && change !== "revalued" && node !== "metadata";
  return !structureShown || change === "revalued" || node === "metadata";
}

function valueLine(change: Change, names: number, { width }: RenderOptions, style: Style): string {
  const name = nodeName(change), path = padToWidth(name, names);
  if (change.old === null) return `  ${style.added("+")} ${path}  ${sideText(change.new)}`.trimEnd();
  if (change.new === null) return `  ${style.removed("-")} ${path}  ${sideText(change.old)}`.trimEnd();
  const values = `${sideText(change.old)} -> ${sideText(change.new)}`, delta = deltaText(change);
  const texts = [`${path}  ${values}${delta}`, `${name}  ${values}${delta}`, `${name}  ${values}`];
  return `  ${style.changed("~")} ${texts.find((text) => textWidth(text) + 4 <= width) ?? texts[2]}`;
}

function sideText(side: Change["old"]): string {
  if (side === null) return "";
  if ("value" in side) return shortValue(side as ScalarFacts);
  if ("dtype" in side) return `${side.dtype} [${side.shape.join(", ")}]`;
  return side.type === "map" ? "{}" : side.type === "list" ? "[]" : "";
}

function deltaText({ delta }: Change): string {
  if (!delta) return "";
  const sign = delta.absolute > 0 ? "+" : "";
  const relative = delta.relative === null ? "" : `, ${formatSignedShare(delta.relative)}`;
  return `  (${sign}${formatDelta(delta.absolute)}${relative})`;
}

/** A scalar as its file spells it, escaped; of a long one, the beginning and how much there is. */
export function shortValue({ type, value }: ScalarFacts): string {
  if (value === null) return "null";
  const text = escapeText(String(value)), mark = type === "string" ? '"' : "";
  if (text.length <= LONGEST_VALUE) return mark + text + mark;
  const start = text.slice(0, LONGEST_VALUE - 20).replace(/\p{Surrogate}$/u, "");
  return `${mark}${start}${mark}... (${formatNoun(String(value).length, "character")})`;
}

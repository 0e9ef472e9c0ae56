import { escapeText } from "../../model/escape.ts";
import type { FolderComparison, ModelComparison, Report } from "../../model/report.ts";
import { isWithinTolerance } from "../../model/within_tolerance.ts";
import { formatCount, formatNoun, formatShare } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { conditionLines } from "./condition_text.ts";
import type { Style } from "./style.ts";

/** A folder pair: the counts, then a line for each file that is not the same, worst first. */
export function folderSections(
  report: Report,
  { files }: FolderComparison,
  options: RenderOptions,
  style: Style,
): string[][] {
  const lines = report.files.filter(isShown).toSorted((a, b) => weight(b) - weight(a))
    .map((member) => memberLine(member, style));
  const same = report.files.filter(({ verdict }) => verdict === "identical_content").length;
  return [
    ["Folder Changes:", ...[folderLine(files), ...conditionLines(report, options)].map((line) => `  ${line}`)],
    lines.length > 0 ? ["Files:", ...lines] : [],
    same > 0 ? [`  ${formatNoun(same, "file")} with the same content in other bytes`] : [],
    [`old  ${escapeText(report.inputs.old?.path ?? "")}   new  ${escapeText(report.inputs.new?.path ?? "")}`],
  ];
}

function folderLine({ changed, added, removed, unchanged, failed, left_out }: FolderComparison["files"]): string {
  const others = [
    ...(failed > 0 ? [`${formatCount(failed)} could not be compared`] : []),
    ...(left_out > 0 ? [`${formatCount(left_out)} left out by --include or --exclude`] : []),
  ];
  const counts = [`${formatCount(added)} added`, `${formatCount(removed)} removed`];
  return [`${formatNoun(changed, "file")} changed`, ...counts, `${formatCount(unchanged)} unchanged`, ...others]
    .join(", ");
}

/** Not what is the same or close enough, nor that of which a filter selects nothing that differs. */
function isShown(member: Report): boolean {
  const { verdict, inputs, problems } = member;
  if (verdict === "identical_bytes" || verdict === "identical_content" || isWithinTolerance(member)) return false;
  return verdict !== "unknown" || problems.some(({ severity }) => severity === "trouble") || !inputs.old?.selected;
}

function weight({ problems, comparison, inputs, verdict }: Report): number {
  if (verdict === "unknown" || problems.some(({ severity }) => severity === "trouble")) return 4;
  if (!inputs.old || !inputs.new) return 3;
  return comparison.structure_changes > 0 ? 2 : 1;
}

function memberLine(member: Report, style: Style): string {
  const { inputs, problems, verdict } = member;
  const name = escapeText((inputs.new ?? inputs.old)?.path ?? "");
  const trouble = problems.find(({ severity }) => severity === "trouble");
  if (trouble) return `  ${style.removed("!")} ${name}  ${escapeText(trouble.reason)}`;
  if (verdict === "unknown") return `  ${style.removed("!")} ${name}  not everything was compared`;
  if (!inputs.old) return `  ${style.added("+")} ${name}`;
  if (!inputs.new) return `  ${style.removed("-")} ${name}`;
  return `  ${style.changed("~")} ${name}  ${memberSummary(member)}`;
}

function memberSummary({ comparison, changes }: Report): string {
  const structure = comparison.structure_changes > 0
    ? `${formatNoun(comparison.structure_changes, "structural change")}, `
    : "";
  switch (comparison.kind) {
    case "model":
      return structure + modelSummary(comparison);
    case "array":
      return structure + arraySummary(changes);
    case "table":
      return `rows: ${countsText(comparison.rows)}`;
    case "document":
      return `values: ${countsText(comparison.values)}`;
    default:
      return "bytes differ";
  }
}

// Buffers, counters and training state may differ where no parameter does.
function modelSummary({ modified_fraction: share, tensors, values }: ModelComparison): string {
  const parameters = share === null ? "no parameters compared" : `${formatShare(share)} of parameters modified`;
  if (share !== null && share > 0) return parameters;
  const others = [
    ...(tensors.changed > 0 ? [`${formatNoun(tensors.changed, "tensor")} changed`] : []),
    ...(values.changed > 0 ? [`${formatNoun(values.changed, "other value")} changed`] : []),
  ];
  return [parameters, ...others].join(", ");
}

function arraySummary(changes: Report["changes"]): string {
  const share = changes.find(({ measures }) => measures)?.measures?.changed_fraction ?? null;
  return share === null ? "values not compared" : `${formatShare(share)} of elements modified`;
}

function countsText({ changed, added, removed }: Record<"changed" | "added" | "removed", number>): string {
  return `${formatCount(changed)} changed, ${formatCount(added)} added, ${formatCount(removed)} removed`;
}

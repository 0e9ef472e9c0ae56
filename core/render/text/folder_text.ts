import { escapeText } from "../../model/escape.ts";
import type { FolderComparison, Report } from "../../model/report.ts";
import { formatCount, formatNoun, formatShare } from "../format_number.ts";
import type { Style } from "./style.ts";

/** A folder pair: the counts, then a line for each file that is not the same, worst first. */
export function folderSections(report: Report, { files }: FolderComparison, style: Style): string[][] {
  const failed = files.failed > 0 ? `, ${formatCount(files.failed)} could not be compared` : "";
  const head = [
    "Folder Changes:",
    `  ${formatNoun(files.changed, "file")} changed, ${formatCount(files.added)} added, ${
      formatCount(files.removed)
    } removed, ${formatCount(files.unchanged)} unchanged${failed}`,
  ];
  const members = report.files.filter(({ verdict }) =>
    verdict !== "identical_bytes" && verdict !== "identical_content"
  );
  const lines = members.toSorted((a, b) => weight(b) - weight(a)).map((member) => memberLine(member, style));
  const same = report.files.filter(({ verdict }) => verdict === "identical_content").length;
  const notes = same > 0 ? [`  ${formatNoun(same, "file")} with the same content in other bytes`] : [];
  const footer = [
    `old  ${escapeText(report.inputs.old?.path ?? "")}   new  ${escapeText(report.inputs.new?.path ?? "")}`,
  ];
  return [head, lines.length > 0 ? ["Files:", ...lines] : [], notes, footer];
}

function weight({ problems, comparison, inputs }: Report): number {
  if (problems.some(({ severity }) => severity === "trouble")) return 4;
  if (!inputs.old || !inputs.new) return 3;
  return comparison.structure_changes > 0 ? 2 : 1;
}

function memberLine(member: Report, style: Style): string {
  const { inputs, problems } = member;
  const name = escapeText((inputs.new ?? inputs.old)?.path ?? "");
  const trouble = problems.find(({ severity }) => severity === "trouble");
  if (trouble) return `  ${style.removed("!")} ${name}  ${escapeText(trouble.reason)}`;
  if (!inputs.old) return `  ${style.added("+")} ${name}`;
  if (!inputs.new) return `  ${style.removed("-")} ${name}`;
  return `  ${style.changed("~")} ${name}  ${memberSummary(member)}`;
}

function memberSummary({ comparison }: Report): string {
  const structure = comparison.structure_changes > 0
    ? `${formatNoun(comparison.structure_changes, "structural change")}, `
    : "";
  switch (comparison.kind) {
    case "model":
    case "array":
      return `${structure}${
        comparison.modified_fraction === null
          ? "no parameters compared"
          : `${formatShare(comparison.modified_fraction)} of parameters modified`
      }`;
    case "table":
      return `rows: ${countsText(comparison.rows)}`;
    case "document":
      return `values: ${countsText(comparison.values)}`;
    default:
      return "bytes differ";
  }
}

function countsText({ changed, added, removed }: Record<"changed" | "added" | "removed", number>): string {
  return `${formatCount(changed)} changed, ${formatCount(added)} added, ${formatCount(removed)} removed`;
}

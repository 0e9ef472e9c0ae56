import { markdownTable } from "../../_tools/markdown_table.ts";
import { formatCount } from "../../core/render/format_number.ts";
import { median } from "../median.ts";
import { PROGRAMS } from "../programs.ts";
import type { ContestantResult, RowResult } from "../results.ts";
import type { Row } from "../rows.ts";
import { isMissed, type Standing, standings } from "../standings.ts";
import { SUBJECTS } from "../subjects.ts";
import { contestantTitle } from "./contestant_title.ts";
import { paragraph } from "./paragraph.ts";
import { formatMegabytes, formatRate, formatRatio, formatSeconds } from "./quantity.ts";

/** Below this, a rate would tell about the start of the program. */
const RATED_BYTES = 1e6;

/** A row's results: a table with a line for each program, and whether the figures agreed. */
export function rowSection(row: Row, result: RowResult): string {
  const found = standings(row, result);
  const subjects = SUBJECTS.filter((id) => result.measured.some((each) => each.id === id));
  const header = [
    "program",
    "median",
    "least to most, runs",
    "both files",
    "peak memory",
    ...subjects.map((id) => `${PROGRAMS[id].title} / it`),
    "limit",
  ];
  const lines = result.measured.map((each) => [
    contestantTitle(each.id),
    formatSeconds(median(each.seconds)),
    spread(each),
    each.bytes >= RATED_BYTES ? formatRate(each.bytes, median(each.seconds)) : "-",
    each.peak_bytes === null ? "-" : formatMegabytes(each.peak_bytes),
    ...subjects.map((subject) => ratios(found.filter(isOf(subject, each.id)))),
    limits(found.filter(({ subject, against }) => (against ?? subject) === each.id)),
  ]);
  return `### ${row.title}\n\n${markdownTable(header, lines)}${agreements(result)}`;
}

function isOf(subject: string, against: string): (standing: Standing) => boolean {
  return (each) => each.subject === subject && each.against === against;
}

function spread({ seconds }: ContestantResult): string {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map(formatRatio);
  return `${least} to ${most}, ${seconds.length}`;
}

const QUANTITIES: Readonly<Record<Standing["quantity"], string>> = {
  "time": "",
  "time per byte": " by byte",
  "memory": " memory",
};

function ratios(found: readonly Standing[]): string {
  return found.map(({ value, quantity }) => formatRatio(value) + QUANTITIES[quantity]).join(", ") || "-";
}

/** Limits against one program, each with whether all forms of diffai keep it. */
function limits(found: readonly Standing[]): string {
  const byLimit = Map.groupBy(
    found.filter(({ most }) => most !== undefined),
    (each) => limitText(each) + QUANTITIES[each.quantity],
  );
  return [...byLimit].map(([text, all]) => `${text}: ${all.some(isMissed) ? "missed" : "kept"}`).join(", ") || "-";
}

function limitText({ most, against, quantity }: Standing): string {
  if (against !== undefined) return String(most);
  return quantity === "memory" ? formatMegabytes(most!) : formatSeconds(most!);
}

function agreements({ measured }: RowResult): string {
  const compared = measured.filter(({ agreement }) => agreement !== undefined && agreement.differing.length === 0);
  if (compared.length === 0) return "";
  const counts = compared.map(({ id, agreement }) => `${contestantTitle(id)} (${formatCount(agreement!.figures)})`);
  const worst = Math.max(...compared.map(({ agreement }) => agreement!.worst));
  return `\n${
    paragraph(
      `Figures that agree with those of diffai: ${counts.join(", ")}; the largest relative difference is ` +
        `${worst === 0 ? "0" : worst.toExponential(0)}.`,
    )
  }`;
}

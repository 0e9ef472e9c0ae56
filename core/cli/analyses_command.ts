import { ANALYSIS_COSTS, ANALYSIS_GROUPS, type AnalysisFacts, type AnalysisGroup } from "../model/analysis.ts";
import { loadAnalyses } from "../analysis_pipeline.ts";
import { ALL_ANALYSES } from "../measure/analyses/registry.ts";
import { UsageError } from "../model/errors.ts";
import { escapeText } from "../model/escape.ts";
import { formatCount } from "../render/format_number.ts";
import { wrapLine } from "../render/text/wrap_text.ts";
import type { CommandOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

const COLUMNS = 80;

/** `analyses`: the analyses on request by group, a line each; `analyses ID`: everything about one. */
export async function analysesCommand(
  operands: readonly string[],
  _options: CommandOptions,
  terminal: Terminal,
): Promise<number> {
  if (operands.length > 1) throw new UsageError(`"analyses" takes one analysis at most; ${operands.length} given`);
  const [id = ALL_ANALYSES] = operands, analyses = await loadAnalyses([id]);
  const lines = id === ALL_ANALYSES ? listLines(analyses) : analysisText(analyses[0]!);
  terminal.print(`${lines.flatMap((line) => wrapLine(line, COLUMNS, line.startsWith(" ") ? 2 : 0)).join("\n")}\n`);
  return 0;
}

function listLines(analyses: readonly AnalysisFacts[]): string[] {
  const ids = Math.max(...analyses.map(({ id }) => id.length));
  const costs = Math.max(...analyses.map(({ cost }) => cost.length));
  const groups = Map.groupBy(analyses, ({ group }) => group);
  const titled = Object.entries(ANALYSIS_GROUPS).flatMap(([group, title]) => {
    const rows = (groups.get(group as AnalysisGroup) ?? []).map((analysis) =>
      `  ${analysis.id.padEnd(ids)}  ${analysis.cost.padEnd(costs)}  ${analysis.title}`
    );
    return rows.length > 0 ? [`${title} (${group}):`, ...rows, ""] : [];
  });
  return [
    ...titled,
    `${analyses.length} analyses; diffai OLD NEW --analyses ID,ID runs some, diffai analyses ID tells about one`,
  ];
}

/** Everything about an analysis as lines of text. */
function analysisText(analysis: AnalysisFacts): string[] {
  const { id, title, group, since, cost, formula, source, why, basis, figures, limits = {} } = analysis;
  const names = Object.keys(figures), width = Math.max(...names.map((name) => name.length));
  return [
    `${id}: ${title}`,
    "",
    `Group: ${group} (${ANALYSIS_GROUPS[group]}); since ${since}; ${basis}`,
    `Cost: ${cost}: ${ANALYSIS_COSTS[cost]}`,
    "",
    "Definition:",
    `  ${escapeText(formula)}`,
    `  Source: ${source}`,
    "",
    "Figures:",
    ...Object.entries(figures).map(([name, { unit, about }]) => `  ${name.padEnd(width)}  ${about} (${unit})`),
    ...section(
      "Limits:",
      Object.entries(limits).map(([name, { most, unit, about }]) => {
        return `  ${name}  ${formatCount(most)} ${unit}: ${about}`;
      }),
    ),
    ...section("What it tells:", [`  ${why}`]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines] : [];
}

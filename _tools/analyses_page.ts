import { loadAnalyses } from "../core/analysis_pipeline.ts";
import { ALL_ANALYSES, ANALYSES } from "../core/measure/analyses/registry.ts";
import { ANALYSIS_COSTS, ANALYSIS_GROUPS, type AnalysisFacts } from "../core/model/analysis.ts";
import { paragraph } from "../bench/page/paragraph.ts";
import { markdownTable } from "./markdown_table.ts";

/** The page on analyses on request: what each finds out, by which formula, at what cost. */
export async function analysesPage(): Promise<string> {
  const analyses = await loadAnalyses([ALL_ANALYSES]);
  const list = analyses.map(({ id, group, cost, title }) => [`[\`${id}\`](#${id})`, group, cost, title]);
  const costs = Object.entries(ANALYSIS_COSTS).map(([cost, about]) => [cost, about]);
  const groups = Object.entries(ANALYSIS_GROUPS).map(([group, title]) => {
    const members = analyses.filter((analysis) => analysis.group === group);
    return members.length > 0 ? `\n## ${title}\n\n${members.map(analysisSection).join("\n")}` : "";
  });
  return `# Analyses on request

${paragraph(HEAD)}
${markdownTable(["analysis", "group", "cost", "finds out"], list)}
${markdownTable(["cost", "means"], costs)}${groups.join("")}`;
}

const HEAD = "Beside what every comparison measures, these analyses run where `--analyses` names them, with commas " +
  "between, or says `all`. Their figures stand in the report's `analyses`, each with the tensors that it was not " +
  "applied to and why. Those that come by themselves also run where names or figures call for them: rules read their " +
  "figures, and text shows them only where they were asked for. On the command line, `diffai analyses` followed by an " +
  "id prints what stands here.";

function analysisSection(analysis: AnalysisFacts): string {
  const { id, title, since, cost, basis, formula, source, why, figures, limits = {} } = analysis;
  const rows = Object.entries(figures).map(([name, { unit, about }]) => [`\`${name}\``, unit, about]);
  const bounds = Object.entries(limits).map((
    [name, { most, unit, about }],
  ) => [`\`${name}\``, `${most} ${unit}`, about]);
  return [
    `### ${id}\n`,
    paragraph(
      `${title.charAt(0).toUpperCase()}${title.slice(1)}. Since ${since}; ${basis}; cost: ${cost}${byItself(id)}.`,
    ),
    paragraph(formula),
    paragraph(`Source: ${source}.`),
    markdownTable(["figure", "unit", "what it is"], rows),
    ...(bounds.length > 0 ? [markdownTable(["limit", "most", "what it bounds"], bounds)] : []),
    paragraph(`**What it tells.** ${why}`),
  ].join("\n");
}

function byItself(wanted: string): string {
  return ANALYSES.some(({ id, comesWith }) => id === wanted && comesWith) ? "; comes by itself" : "";
}

import { paragraph } from "../bench/page/paragraph.ts";
import { DISTRIBUTION_MEASURES, DRIFT_MEASURES } from "../core/model/distribution_table.ts";
import { MEASURE_COSTS, type MeasureRow } from "../core/model/measure_row.ts";
import { PAIR_MEASURES, SIDE_MEASURES } from "../core/model/measure_table.ts";
import { markdownTable } from "./markdown_table.ts";

const SECTIONS: readonly (readonly [title: string, intro: string, rows: Readonly<Record<string, MeasureRow>>])[] = [
  [
    "One side",
    "In `old` and `new` of a change, and in `diffai show`. x are the finite values, n of them.",
    SIDE_MEASURES,
  ],
  [
    "The change",
    "In `measures` of a change. a is old, b is new, d = b - a over the n pairs in which both are finite; different " +
    "types are compared in the wider one, and quantized tensors as their scales make them.",
    PAIR_MEASURES,
  ],
  ["Distributions", "In `distribution` of a side, with `--show-distribution`.", DISTRIBUTION_MEASURES],
  [
    "Drift",
    "In `drift` of a change, with `--show-distribution`, or where a rule of one's own reads it.",
    DRIFT_MEASURES,
  ],
];

/** The page on measures: unit, formula, source, cost and basis of each. */
export function measuresPage(): string {
  const sections = SECTIONS.map(([title, intro, rows]) =>
    `## ${title}\n\n${paragraph(intro)}\n${markdownTable(HEADER, Object.entries(rows).map(measureRow))}`
  );
  const costs = Object.entries(MEASURE_COSTS).map(([cost, about]) => [cost, about]);
  return `# Measures

${paragraph(HEAD)}
${markdownTable(["cost", "means"], costs)}
${sections.join("\n")}`;
}

const HEAD = "Every figure of a tensor, by its name in the report. What is undefined is `null`, never 0, and " +
  "`unmeasured` says why. Sums are accumulated in float64 and agree with NumPy's; counts, extremes and positions are " +
  "exact. Rules read these figures as facts ([rules](rules.md)); more are found out on request " +
  "([analyses](analyses.md)).";

const HEADER = ["measure", "unit", "what it is", "formula", "source", "cost", "basis"];

function measureRow([name, row]: readonly [string, MeasureRow]): string[] {
  const { unit, about, formula, source, cost, basis } = row;
  return [`\`${name}\``, unit, about, formula, source, cost, basis === "measured" ? "exact" : "exact or binned"];
}

import type { Figures } from "../../model/analysis.ts";
import { escapeText } from "../../model/escape.ts";
import type { Unmeasured } from "../../model/measures.ts";
import type { AnalysisResults, AnalysisStatus, Report, TensorFigures } from "../../model/report.ts";
import { formatCount, formatFigure, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { packedLines } from "./packed_lines.ts";
import type { Style } from "./style.ts";

/** What the analyses on request have found: figures of the whole, then of tensors, by rank. */
export function analysisLines({ analyses }: Report, options: RenderOptions, style: Style): string[] {
  const requested = new Set(options.analyses), all = requested.has("all");
  return analyses
    .filter(({ id, results, status }) => requested.has(id) || (all && (results || status === "not_applicable")))
    .flatMap((analysis) => ["", ...oneAnalysis(analysis, options, style)]).slice(1);
}

function oneAnalysis({ id, title, status, reason, results }: AnalysisStatus, options: RenderOptions, style: Style) {
  const heading = `${style.strong(id)}  ${title}`;
  if (status === "not_applicable") return [heading, `  not applicable: ${escapeText(reason ?? "")}`];
  if (!results) return [heading, `  ${status}: ${escapeText(reason ?? "")}`];
  const { basis, figures, unmeasured, left_out = [] } = results;
  return [
    basis === "measured" ? heading : `${heading} (${basis})`,
    ...(figures ? packedLines(figureTexts(figures, unmeasured, options), options.width) : []),
    ...tensorLines(results, options, style),
    ...left_out.map(({ reason, tensors }) => `  ${formatNoun(tensors, "tensor")} left out: ${escapeText(reason)}`),
  ];
}

function tensorLines({ tensors = [], ranked_by }: AnalysisResults, options: RenderOptions, style: Style): string[] {
  const ranked = ranked_by === undefined ? tensors : byFigure(tensors, ranked_by);
  const rest = ranked.length - options.top;
  return [
    ...ranked.slice(0, options.top).flatMap(({ path, figures, unmeasured }) => [
      `  ${style.strong(escapeText(path))}`,
      ...packedLines(figureTexts(figures, unmeasured, options), options.width),
    ]),
    ...(rest > 0 ? [`  ${formatCount(rest)} more: --top ${ranked.length}`] : []),
  ];
}

/** The largest first, or with a minus before the figure's name the smallest; those without it last. */
function byFigure(tensors: readonly TensorFigures[], rank: string): TensorFigures[] {
  const isReversed = rank.startsWith("-"), name = isReversed ? rank.slice(1) : rank;
  const keyOf = ({ figures }: TensorFigures) => {
    const figure = figures[name];
    if (typeof figure !== "number" && typeof figure !== "bigint") return -Infinity;
    return isReversed ? -Number(figure) : Number(figure);
  };
  return tensors.toSorted((a, b) => keyOf(b) - keyOf(a) || 0);
}

function figureTexts(figures: Figures, unmeasured: Unmeasured = {}, { precision }: RenderOptions): string[] {
  return Object.entries(figures).map(([name, figure]) => {
    const reason = figure === null ? unmeasured[name] : undefined;
    const title = escapeText(name.replaceAll("_", " "));
    return reason ? `${title} - (${escapeText(reason)})` : `${title} ${figureText(figure, precision)}`;
  });
}

function figureText(figure: Figures[string], precision: number): string {
  if (typeof figure === "boolean") return figure ? "yes" : "no";
  if (typeof figure === "string") return escapeText(figure);
  if (figure === null || typeof figure === "number" || typeof figure === "bigint") return numberText(figure, precision);
  return figure.map((each) => typeof each === "string" ? escapeText(each) : numberText(each, precision)).join(" ");
}

/** Counts in full, however large: whether 4,194,303 or 4,194,304 elements are the same is what people ask for. */
function numberText(figure: number | bigint | null, precision: number): string {
  return Number.isSafeInteger(figure) ? formatCount(figure as number) : formatFigure(figure, precision);
}

import type { Distribution, Drift, Histogram } from "../../model/measures.ts";
import type { Change, Report, TensorFacts } from "../../model/report.ts";
import { formatCount, formatFigure, formatNoun, formatPair, formatShare } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions } from "../render_options.ts";
import type { Style } from "./style.ts";

type DriftedChange = Change & { readonly drift: Drift };

/** Quantiles that a line has room for. */
const SHOWN = [["p1", "1 %"], ["p25", "25 %"], ["p50", "median"], ["p75", "75 %"], ["p99", "99 %"]] as const;

/** How the values of changed tensors are distributed: those that moved most first. */
export function distributionLines({ changes, comparison }: Report, options: RenderOptions, style: Style): string[] {
  const drifted = changes.filter((change): change is DriftedChange =>
    change.drift !== undefined && change.change !== "unchanged"
  ).toSorted((a, b) => b.drift.ks - a.drift.ks);
  if (drifted.length === 0) return [];
  const shown = drifted.slice(0, options.top), rest = drifted.length - shown.length;
  const names = comparison.kind === "array" ? [] : shown.map(nodeName);
  const counts = rest > 0 ? `, ${formatCount(shown.length)} shown` : "";
  const binned = drifted.filter(({ drift }) => drift.basis === "binned");
  return [
    `Distributions (KS statistic; ${formatNoun(drifted.length, "tensor")} changed${counts}):`,
    ...shown.flatMap((change, index) => tensorLines(change, names[index], options, style)),
    ...(rest > 0 ? [`  ${formatCount(rest)} more: --top ${drifted.length}`] : []),
    ...(binned.length > 0 ? [`  ${binNote(binned, options)}`] : []),
  ];
}

function tensorLines(
  change: DriftedChange,
  name: string | undefined,
  options: RenderOptions,
  style: Style,
): string[] {
  const { drift } = change, figure = (value: number) => formatFigure(value, options.precision);
  const distance = drift.wasserstein_std === null
    ? `Wasserstein ${figure(drift.wasserstein)}`
    : `Wasserstein ${figure(drift.wasserstein_std)} of old std`;
  return [
    `  ${style.strong(figure(drift.ks))}  ${name === undefined ? "" : `${name}  `}${distance}`,
    ...histogramLines(drift.histogram, options),
    ...quantileLines(distributionOf(change.old), distributionOf(change.new), options),
  ];
}

/** Both histograms, one above the other, with the values between which they lie. */
function histogramLines(histogram: Histogram | undefined, { precision }: RenderOptions): string[] {
  if (!histogram) return [];
  const limit = formatFigure(histogram.limit, precision);
  return [`      old |${bars(histogram.old)}|  -${limit} to ${limit}`, `      new |${bars(histogram.new)}|`];
}

/** A bar a bin, as high as its share of the fullest one; a bin that has anything has a bar. */
function bars(bins: readonly number[]): string {
  const most = Math.max(...bins);
  return bins.map((count) => count === 0 ? " " : BARS[Math.ceil(count / most * BARS.length) - 1]).join("");
}

const BARS = [..."\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"];

function distributionOf(facts: Change["old"]): Distribution | undefined {
  return (facts as TensorFacts | null)?.distribution;
}

function quantileLines(
  old: Distribution | undefined,
  fresh: Distribution | undefined,
  { precision, width }: RenderOptions,
): string[] {
  if (!old || !fresh) return [];
  const quantiles = SHOWN.map(([name, title]) => {
    const before = old.quantiles[name], after = fresh.quantiles[name];
    const sides = before === after ? [formatFigure(before, precision)] : formatPair(before, after, precision);
    return `${title} ${sides.join(" -> ")}`;
  });
  const distinct = old.distinct === null || fresh.distinct === null
    ? []
    : [`distinct ${formatCount(old.distinct)} -> ${formatCount(fresh.distinct)}`];
  return inColumns([...quantiles, ...distinct], width);
}

/** As many texts to an indented line as fit. */
function inColumns(texts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 3 <= width) lines[lines.length - 1] = `${last}   ${text}`;
    else lines.push(`      ${text}`);
  }
  return lines;
}

/** What the bins leave open, at most. */
function binNote(binned: readonly DriftedChange[], { precision }: RenderOptions): string {
  const ks = Math.max(...binned.map(({ drift }) => drift.ks_error));
  const share = Math.max(...binned.map((change) => distributionOf(change.old)?.quantile_error ?? 0));
  return `binned by the upper 16 bits of float32: KS up to ${formatFigure(ks, precision)} larger, ` +
    `quantiles within ${formatShare(share)}`;
}

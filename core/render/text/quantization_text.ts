import { escapeText } from "../../model/escape.ts";
import type {
  ComparedLayer,
  GridFacts,
  NotCompared,
  QuantizationReport,
  SchemeFacts,
  SideQuantization,
} from "../../model/quantization_report.ts";
import type { Report } from "../../model/report.ts";
import { formatCount, formatFigure, formatNoun, formatPair } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions } from "../render_options.ts";
import { alignColumn } from "./align_column.ts";
import { layerErrorLines, levelLine } from "./layer_error_text.ts";
import type { Style } from "./style.ts";
import { largestText } from "./tensor_text.ts";

/** Layers whose ratio is shown, unless fewer are asked for. */
const WORST = 5;

/** How the weights of both sides are quantized, and the layers that lost most by it. */
export function quantizationLines({ quantization }: Report, options: RenderOptions, style: Style): string[] {
  if (!quantization) return [];
  return [
    "Quantization:",
    ...sideLines("old", quantization.old, options),
    ...sideLines("new", quantization.new, options),
    ...ratioLines(quantization, options, style),
    ...quantization.not_compared.map(notComparedLine),
    ...gridLines(quantization.grids, options),
  ];
}

function sideLines(side: "old" | "new", { bits_per_parameter, schemes }: SideQuantization, options: RenderOptions) {
  const whole = bits_per_parameter === null
    ? "bits per parameter not known"
    : `${bitsText(bits_per_parameter, options)} per parameter`;
  const noun = schemes.length === 0 ? "no tensor quantized by a known scheme" : formatNoun(schemes.length, "scheme");
  return [`  ${side}  ${whole}, ${noun}`, ...schemes.flatMap((scheme) => schemeLines(scheme, options))];
}

function schemeLines(scheme: SchemeFacts, options: RenderOptions): string[] {
  const { basis, title, layers, bits, group_sizes, symmetric, bits_per_parameter } = scheme;
  const facts = [
    formatNoun(layers, "layer"),
    ...bits.length > 0 ? [`${rangeText(bits, options)} bits`] : [],
    ...group_sizes.length > 0 ? [`${rangeText(group_sizes, options)} elements a scale`] : [],
    ...symmetric === null ? [] : [symmetric ? "symmetric" : "asymmetric"],
    ...bits_per_parameter === null ? [] : [`${bitsText(bits_per_parameter, options)} per parameter`],
  ];
  const source = basis === "inferred" ? "INFERRED from" : "stated by";
  return [
    `       ${title}: ${facts.join(", ")}`,
    `         ${source} ${escapeText(scheme.evidence)}`,
    ...scaleLines(scheme, options),
    ...scheme.levels.map((use) => `         ${levelLine(use, options)}`),
  ];
}

function scaleLines({ scales, layers }: SchemeFacts, { precision }: RenderOptions): string[] {
  if (!scales) return [];
  const { count, min, max, layer_median } = scales;
  if (min === null) return [`         ${formatNoun(count, "scale")}`];
  const range = min === max ? formatFigure(min, precision) : formatPair(min, max, precision).join(" to ");
  const name = layers === 1 ? "median" : "median of the layers' medians";
  const median = layer_median === null ? "" : `, ${name} ${formatFigure(layer_median, precision)}`;
  return [`         ${formatNoun(count, "scale")}: ${range}${median}`];
}

function bitsText(bits: number, { precision }: RenderOptions): string {
  return `${formatFigure(bits, Math.max(precision, 3))} bits`;
}

/** One value, or the least and the largest of several. */
function rangeText(values: readonly number[], { precision }: RenderOptions): string {
  const ends = values.length === 1 ? [values[0]!] : [values[0]!, values.at(-1)!];
  return ends.map((value) => formatFigure(value, precision)).join(" to ");
}

function ratioLines({ sqnr, compared }: QuantizationReport, options: RenderOptions, style: Style): string[] {
  if (compared.length === 0) return [];
  const figure = (value: number | null) => formatFigure(value, options.precision);
  const shown = compared.slice(0, Math.min(WORST, options.top)), rest = compared.length - shown.length;
  const names = alignColumn(shown.map(layerName), 36);
  const leads = shown.map(({ sqnr_db }) => sqnr_db === null ? "no ratio" : `${figure(sqnr_db)} dB`);
  const width = leads.reduce((most, { length }) => Math.max(most, length), 0);
  const summary = sqnr && compared.length > 1
    ? `, min ${figure(sqnr.min_db)} dB, median ${figure(sqnr.median_db)} dB`
    : "";
  return [
    `  Signal to quantization noise (${formatNoun(compared.length, "layer")} against floating point${summary}):`,
    ...shown.flatMap((layer, index) => {
      const start = `    ${style.strong(leads[index]!.padStart(width))}  ${names[index]}`;
      const indent = " ".repeat(width + 6);
      return [
        `${start}  ${largestText(layer.measures, options, false)}`.trimEnd(),
        ...layerErrorLines(layer, options).map((line) => `${indent}${line}`),
      ];
    }),
    ...assumptionLines(compared),
    ...rest > 0 ? [`    ${formatCount(rest)} more with a higher ratio: --format json`] : [],
  ];
}

/** What figures take for granted, and of how many layers. */
function assumptionLines(compared: readonly ComparedLayer[]): string[] {
  const byText = Map.groupBy(compared.filter(({ assumed }) => assumed !== undefined), ({ assumed }) => assumed!);
  return [...byText].map(([text, layers]) => `    ASSUMED of ${formatNoun(layers.length, "layer")}: ${text}`);
}

function layerName({ path }: ComparedLayer): string {
  return nodeName({ path, keys: [path] });
}

function notComparedLine({ quantized, reason, layers, example }: NotCompared): string {
  const name = nodeName({ path: example, keys: [example] });
  return `  not compared: ${formatNoun(layers, "layer")} of ${quantized}, ${reason} (${
    layers === 1 ? "" : "first "
  }${name})`;
}

/** Floating-point tensors whose values are whole steps apart. */
function gridLines(grids: readonly GridFacts[], { precision, top }: RenderOptions): string[] {
  if (grids.length === 0) return [];
  const shown = grids.slice(0, Math.min(WORST, top)), rest = grids.length - shown.length;
  return [
    `  Fake quantization, INFERRED of ${formatNoun(grids.length, "tensor")} whose values are whole steps apart:`,
    ...shown.map(({ path, side, per, levels, bits, step_min, step_max }) => {
      const steps = step_min === step_max
        ? formatFigure(step_min, precision)
        : formatPair(step_min, step_max, precision).join(" to ");
      const noun = per === "tensor" ? "values" : "values a channel at most";
      return `    ${side}  ${nodeName({ path, keys: [path] })}  ${bits} bits, ${
        formatCount(levels)
      } ${noun}, step ${steps}`;
    }),
    ...rest > 0 ? [`    ${formatCount(rest)} more: --format json`] : [],
  ];
}

import { compareCodePoints } from "../../model/code_point_order.ts";
import { gainedNonFinite, importanceOf } from "../../model/importance.ts";
import type { PairMeasures } from "../../model/measures.ts";
import type { Change, Report } from "../../model/report.ts";
import { sortByNumbers } from "../../model/sort_by_numbers.ts";
import { formatCount, formatFigure, formatNoun, formatPair, formatShare } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions, SortKey } from "../render_options.ts";
import { alignColumn } from "./align_column.ts";
import type { Style } from "./style.ts";
import { textWidth } from "./text_width.ts";

const HEADINGS: Readonly<Record<SortKey, string>> = {
  relative_l2: "relative L2",
  max_abs: "largest absolute difference",
  changed_fraction: "share of elements changed",
  name: "relative L2, by name",
};

type MeasuredChange = Change & { readonly measures: PairMeasures };

/** The tensors that changed most, a line each. A single array needs no name and gets its figures alone. */
export function largestChanges({ changes, comparison }: Report, options: RenderOptions, style: Style): string[] {
  const changed = changes.filter((change): change is MeasuredChange =>
    change.node === "tensor" && (change.measures?.changed_elements ?? 0) > 0
  );
  if (changed.length === 0) return [];
  if (comparison.kind === "array") return arrayLines(changed[0]!.measures, options);
  const sorted = sortChanges(changed, options.sort);
  const shown = sorted.slice(0, options.top);
  const counts = shown.length < changed.length ? `, ${formatCount(shown.length)} shown` : "";
  const leads = shown.map((change) => leadingFigure(change, options));
  const width = leads.reduce((most, { length }) => Math.max(most, length), 0);
  const names = alignColumn(shown.map(nodeName), 36);
  const lines = shown.map((change, index) =>
    changeLine(leads[index]!.padStart(width), names[index]!, change.measures, options, style)
  );
  if (shown.length < changed.length) {
    lines.push(`  ${formatCount(changed.length - shown.length)} more: --top ${changed.length}, or --tensor-details`);
  }
  const dequantized = changed.filter((change) => change.quantized?.dequantized).length;
  const how = dequantized > 0 ? `, ${formatCount(dequantized)} of them dequantized` : "";
  return [
    `Largest changes (${HEADINGS[options.sort]}; ${formatNoun(changed.length, "tensor")} changed${how}${counts}):`,
    ...lines,
  ];
}

function sortChanges(changes: readonly MeasuredChange[], sort: SortKey): MeasuredChange[] {
  if (sort === "name") return changes.toSorted((a, b) => compareCodePoints(a.path, b.path));
  if (sort === "relative_l2") return sortByNumbers(changes, importanceOf);
  return sortByNumbers(changes, ({ measures }) => [-Number(measures[sort] ?? Infinity)]);
}

function leadingFigure(change: MeasuredChange, { sort, precision }: RenderOptions): string {
  const { measures } = change;
  if (sort === "relative_l2" && gainedNonFinite(change)) return "not finite";
  if (sort === "changed_fraction") return formatShare(measures.changed_fraction ?? 0);
  if (sort === "max_abs") return formatFigure(measures.max_abs, precision);
  return measures.relative_l2 === null && measures.l2 ? "from 0" : formatFigure(measures.relative_l2, precision);
}

function changeLine(
  lead: string,
  name: string,
  measures: PairMeasures,
  options: RenderOptions,
  style: Style,
): string {
  const start = `  ${style.strong(lead)}  ${name}`;
  const room = options.width - textWidth(name) - lead.length - 6;
  const detail = [largestText(measures, options, true), largestText(measures, options, false)].find(({ length }) =>
    length <= room
  );
  return detail ? `${start}  ${detail}` : start.trimEnd();
}

/** The largest difference with its place and, if there is room, both values; or what else changed. */
export function largestText(
  measures: PairMeasures,
  { precision }: RenderOptions,
  values: boolean,
): string {
  const { max_abs, max_abs_index, max_abs_old, max_abs_new } = measures;
  if (max_abs === null || max_abs_index === null) return otherText(measures);
  const place = max_abs_index.length > 0 ? ` at [${max_abs_index.join(", ")}]` : "";
  const sides = values ? `: ${formatPair(max_abs_old, max_abs_new, precision).join(" -> ")}` : "";
  return `max ${formatFigure(max_abs, precision)}${place}${sides}`;
}

/** What changed where no finite value did. */
function otherText(measures: PairMeasures): string {
  const { changed_elements, signed_zero_changes, nan_payload_changes } = measures;
  const others = changed_elements - signed_zero_changes - nan_payload_changes;
  return [
    ...(signed_zero_changes > 0 ? [`${formatNoun(signed_zero_changes, "zero")} changed sign`] : []),
    ...(nan_payload_changes > 0 ? [`${formatCount(nan_payload_changes)} NaN changed bits`] : []),
    ...(others > 0 ? [`${formatNoun(others, "element")} changed${howChanged(measures)}`] : []),
  ].join(", ");
}

function howChanged({ left_out_elements, max_abs }: PairMeasures): string {
  if (left_out_elements > 0) return " from or to NaN or infinity";
  // A boolean may be true in other bits; text and dates have no difference at all.
  return max_abs === 0 ? " in bits, not in value" : "";
}

/** A single array's change. Elements that are not numbers have no figures, and how many changed is said above. */
function arrayLines(measures: PairMeasures, options: RenderOptions): string[] {
  const hasFigures = measures.max_abs !== null || measures.left_out_elements > 0;
  return hasFigures ? ["Change:", ...figureLines(measures, options)] : [];
}

function figureLines(measures: PairMeasures, options: RenderOptions): string[] {
  const figure = (value: number | null) => formatFigure(value, options.precision);
  const lines = [
    `  largest difference  ${largestText(measures, options, true)}`,
    `  mean abs ${figure(measures.mean_abs)}  rms ${figure(measures.rms)}  L2 ${figure(measures.l2)}  relative L2 ${
      figure(measures.relative_l2)
    }`,
    `  cosine ${figure(measures.cosine)}  signal to noise ${figure(measures.snr_db)} dB`,
  ];
  if (measures.left_out_elements > 0) {
    lines.push(`  left out: ${formatNoun(measures.left_out_elements, "pair")} with NaN or infinity`);
  }
  return lines;
}

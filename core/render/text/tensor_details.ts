import type { PairMeasures } from "../../model/measures.ts";
import type { Change, Report, TensorFacts } from "../../model/report.ts";
import { formatCount, formatFigure, formatNoun, formatShare } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions } from "../render_options.ts";
import { shapeAndType } from "./structure_text.ts";
import { packedLines } from "./packed_lines.ts";
import type { Style } from "./style.ts";
import { largestText } from "./tensor_text.ts";

const COLUMNS = ["mean", "std", "min", "max"] as const;

/** A row for each compared tensor: type, shape, statistics of both sides, measures of the change. */
export function* detailLines({ changes }: Report, options: RenderOptions, style: Style): Generator<string> {
  const tensors = changes.filter(({ node }) => node === "tensor");
  if (tensors.length === 0) return;
  const cell = (text: string) => ` ${text}`.padStart(Math.max(10, options.precision + 7));
  yield `Tensor details (${formatNoun(tensors.length, "tensor")}):`;
  yield `  ${" ".repeat(4)}${COLUMNS.map(cell).join("")}${["changed", "rel L2", "cosine"].map(cell).join("")}`;
  for (const change of tensors) {
    yield headLine(change, style);
    yield* sideLines(change, cell, options);
    yield* measureLines(change, options);
  }
}

function headLine(change: Change, style: Style): string {
  const [shape, dtype] = shapeAndType(change);
  const how = change.quantized?.dequantized ? `, ${change.quantized.side} dequantized` : "";
  return `${style.strong(nodeName(change))}  ${dtype} ${shape}  ${change.change}${how}`;
}

function sideLines(change: Change, cell: (text: string) => string, { precision }: RenderOptions): string[] {
  return (["old", "new"] as const).flatMap((side) => {
    const stats = change[side] as TensorFacts | null;
    if (stats === null) return [];
    const statistics = COLUMNS.map((name) => cell(formatFigure(stats[name] ?? null, precision)));
    const measures = side === "new" && change.measures ? measureCells(change.measures, precision).map(cell) : [];
    return [`  ${side} ${[...statistics, ...measures].join("")}`];
  });
}

function measureCells({ changed_fraction, relative_l2, cosine }: PairMeasures, precision: number): string[] {
  return [
    changed_fraction === null ? "-" : formatShare(changed_fraction),
    formatFigure(relative_l2, precision),
    formatFigure(cosine, precision + 1),
  ];
}

/** What the columns have no room for, as many to a line as fit; why, where nothing was measured. */
function measureLines(change: Change, options: RenderOptions): string[] {
  const { measures, unmeasured } = change;
  if (!measures) return unmeasured?.changed_elements ? [`  not compared, ${unmeasured.changed_elements}`] : [];
  if (measures.changed_elements === 0) return [];
  const figure = (name: string, value: number | null, unit = "") =>
    value === null ? [] : [`${name} ${formatFigure(value, options.precision)}${unit}`];
  const leftOut = measures.left_out_elements;
  return packedLines([
    largestText(measures, options, true),
    ...figure("mean abs", measures.mean_abs),
    ...figure("mean change", measures.mean_change),
    ...figure("std change", measures.std_change),
    ...figure("update ratio", measures.update_ratio),
    ...figure("rms", measures.rms),
    ...figure("L2", measures.l2),
    ...figure("signal to noise", measures.snr_db, " dB"),
    ...zeroCounts(measures),
    ...specialCounts(change),
    ...placeTexts(change),
    ...sparsityTexts(change),
    ...castTexts(measures),
    ...exactTexts(change),
    ...(leftOut > 0 ? [`${formatNoun(leftOut, "pair")} with NaN or infinity left out`] : []),
  ], options.width);
}

/** How signs and zeros changed, where they did. */
function zeroCounts({ sign_flips, pruned, regrown }: PairMeasures): string[] {
  const counts = [["sign flips", sign_flips], ["pruned", pruned], ["regrown", regrown]] as const;
  return counts.flatMap(([title, count]) => count ? [`${title} ${formatCount(count)}`] : []);
}

/** Where the first NaN or infinity of new is. */
function placeTexts({ new: fresh }: Change): string[] {
  const index = (fresh as TensorFacts | null)?.first_nonfinite;
  return index ? [`first not finite at [${index.join(", ")}]`] : [];
}

/** How many groups of elements keep to a pattern of N:M sparsity, where that changed. */
function sparsityTexts({ old, new: fresh }: Change): string[] {
  const before = old as TensorFacts | null, after = fresh as TensorFacts | null;
  return ([["2:4", "share_2_4"], ["1:4", "share_1_4"], ["4:8", "share_4_8"]] as const).flatMap(([title, name]) => {
    const sides = [before?.[name] ?? 0, after?.[name] ?? 0];
    return sides[0] === sides[1] ? [] : [`${title} groups ${sides.map(formatShare).join(" -> ")}`];
  });
}

/** How far a narrowed tensor is from a cast. */
function castTexts({ cast_mismatches, cast_rounding }: PairMeasures): string[] {
  if (cast_mismatches === undefined) return [];
  return [`elements that no cast gives ${formatCount(cast_mismatches)} (${cast_rounding})`];
}

/** Narrower types that hold every value of new. */
function exactTexts({ new: fresh }: Change): string[] {
  const types = (fresh as TensorFacts | null)?.lossless_in ?? [];
  return types.length > 0 ? [`exact in ${types.join(", ")}`] : [];
}

/** Zeros, subnormals, NaN and infinities of both sides, where their number changed. */
function specialCounts({ old, new: fresh }: Change): string[] {
  const before = old as TensorFacts | null, after = fresh as TensorFacts | null;
  return SPECIAL.flatMap(({ title, count }) => {
    const sides = [before, after].map((side) => side === null ? 0 : count(side));
    return sides[0] === sides[1] ? [] : [`${title} ${sides.map(formatCount).join(" -> ")}`];
  });
}

const SPECIAL: readonly { readonly title: string; count(side: TensorFacts): number }[] = [
  { title: "zeros", count: ({ zeros = 0 }) => zeros },
  { title: "negative zeros", count: ({ negative_zeros = 0 }) => negative_zeros },
  { title: "subnormals", count: ({ subnormals }) => subnormals ?? 0 },
  { title: "NaN", count: ({ nan = 0 }) => nan },
  { title: "rows of zeros", count: ({ zero_rows = 0 }) => zero_rows },
  { title: "columns of zeros", count: ({ zero_columns = 0 }) => zero_columns },
  { title: "constant rows", count: ({ constant_rows = 0 }) => constant_rows },
  { title: "infinite", count: ({ pos_inf = 0, neg_inf = 0 }) => pos_inf + neg_inf },
];

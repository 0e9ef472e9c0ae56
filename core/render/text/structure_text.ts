import { escapeText } from "../../model/escape.ts";
import type { Change, CommonRows, Report, ScalarFacts, TensorFacts } from "../../model/report.ts";
import { formatCount, formatFigure, formatShare } from "../format_number.ts";
import { nodeName } from "../node_name.ts";
import type { RenderOptions } from "../render_options.ts";
import { alignColumn } from "./align_column.ts";
import { shortValue } from "./document_text.ts";
import type { RenamedChange } from "./rename_text.ts";
import { structureTree, type TreeRow } from "./structure_tree.ts";
import type { Style } from "./style.ts";

const SIGNS = { added: "+", removed: "-", reshaped: "~", retyped: "~" } as const;

type StructuralChange = Change & { readonly change: keyof typeof SIGNS };

/**
 * The layers that were quantized, the nodes that were renamed, and those that were added, removed, reshaped or
 * retyped, in file order: the first of them as a list, or with
 * `--show-structure` all as a tree.
 */
export async function structureLines(report: Report, options: RenderOptions, style: Style): Promise<string[]> {
  const { top, showStructure } = options, { changes } = report;
  const renamed = changes.filter((change): change is RenamedChange => change.renamed_from !== undefined);
  const structural = changes.filter((change): change is StructuralChange =>
    change.change in SIGNS && change.node !== "metadata" && change.node !== "row" && change.node !== "cell" &&
    (showStructure || !change.quantized)
  );
  const quantized = await quantizedText(report, options, style);
  if (structural.length + renamed.length + quantized.length === 0) return [];
  const rows = showStructure
    ? structureTree(structural, ({ path }) => path)
    : structural.slice(0, top).map((entry) => ({ depth: 0, label: entry.path, entry }));
  const lines = rowLines(rows, options, style);
  const leftOut = showStructure ? 0 : structural.length - rows.length;
  if (leftOut > 0) lines.push(`  ${formatCount(leftOut)} more: --show-structure`);
  const room = showStructure ? Infinity : Math.max(0, top - rows.length);
  const renames = renamed.length > 0 ? (await import("./rename_text.ts")).renameLines(renamed, room, style) : [];
  return ["Structure:", ...quantized, ...renames, ...lines];
}

async function quantizedText({ comparison }: Report, options: RenderOptions, style: Style): Promise<string[]> {
  if (!("quantized_layers" in comparison)) return [];
  return (await import("./quantized_layers_text.ts")).quantizedLayerLines(comparison.quantized_layers!, options, style);
}

function rowLines(
  rows: readonly TreeRow<StructuralChange>[],
  options: RenderOptions,
  style: Style,
): string[] {
  const indents = rows.map(({ depth }) => "  ".repeat(depth));
  // The indentation is part of the column, so that what follows the names stands in one.
  const names = alignColumn(rows.map(({ label, entry }, index) => `${indents[index]}${labelText(label, entry)}`), 40);
  const sides = rows.map(({ entry }) => entry ? sidesOf(entry) : [""]);
  const first = alignColumn(sides.map(([shape]) => shape!), 28);
  return rows.flatMap(({ entry }, index) => {
    const indent = indents[index]!, name = names[index]!.slice(indent.length);
    if (entry === null) return [`  ${indent}${style.strong(name.trimEnd())}`];
    const cells = [first[index], ...sides[index]!.slice(1)].join("  ").trimEnd();
    return [
      `  ${indent}${sign(entry, style)} ${name}  ${cells}`,
      ...(entry.common_rows ? [`      ${indent}${commonRowsText(entry.common_rows, options)}`] : []),
    ];
  });
}

/** What became of the rows that a resized tensor has in both files. */
function commonRowsText({ rows, measures }: CommonRows, { precision }: RenderOptions): string {
  const { changed_elements, changed_fraction, relative_l2 } = measures;
  const first = rows === 1 ? "first row" : `first ${formatCount(rows)} rows`;
  if (changed_elements === 0) return `${first}: unchanged`;
  const size = relative_l2 === null ? "" : `, relative L2 ${formatFigure(relative_l2, precision)}`;
  return `${first}: ${formatShare(changed_fraction ?? 0)} of elements changed${size}`;
}

function labelText(label: string, entry: StructuralChange | null): string {
  return entry === null ? escapeText(label) : nodeName({ path: label, keys: entry.keys });
}

function sign({ change }: StructuralChange, style: Style): string {
  const paint = change === "added" ? style.added : change === "removed" ? style.removed : style.changed;
  return paint(SIGNS[change]);
}

/** What both sides are, in one column for a value and two for a tensor: shape, then type. */
function sidesOf({ old, new: fresh }: Change): string[] {
  const sides = [old, fresh].filter((side) => side !== null);
  return sides.every(isTensor) ? shapeAndType({ old, new: fresh }) : [sides.map(sideText).join(" -> ")];
}

/** The shape and the element type of a tensor; of both sides where they differ. */
export function shapeAndType({ old, new: fresh }: Pick<Change, "old" | "new">): [string, string] {
  const sides = [old, fresh].filter(isTensor);
  const both = (texts: readonly string[]) => [...new Set(texts)].join(" -> ");
  return [both(sides.map(shapeText)), both(sides.map(({ dtype }) => escapeText(dtype)))];
}

function sideText(side: NonNullable<Change["old"]>): string {
  if (isTensor(side)) return `${shapeText(side)} ${escapeText(side.dtype)}`;
  return "value" in side ? shortValue(side as ScalarFacts) : escapeText(side.type);
}

function shapeText({ shape }: TensorFacts): string {
  return `[${shape.join(", ")}]`;
}

function isTensor(side: Change["old"]): side is TensorFacts {
  return side !== null && "dtype" in side;
}

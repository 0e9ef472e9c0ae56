import { escapeText } from "../../model/escape.ts";
import type { ComparisonKind } from "../../model/report.ts";
import type { KnownSizeChange, NamedSize, SizeComparison, TensorSizes } from "../../model/size.ts";
import { formatCount, formatFigure, formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { padToWidth, textWidth } from "./text_width.ts";

/** A row of the tables: what it is of, and its figures as text. */
interface Row {
  readonly label: string;
  readonly cells: readonly string[];
}

/** A row's figures: old, new, change, new / old. */
const HEAD: Row = { label: "", cells: ["old", "new", "change", "new/old"] };

/** What both sides take in bytes: files and tensors, by role, by type, by module. */
export function sizeLines(size: SizeComparison, kind: ComparisonKind, options: RenderOptions): string[] {
  const title = kind === "folder" ? "all files" : "file";
  const rows = [rowOf(title, size.file_bytes), ...(hasTensors(size) ? tensorRows(size, kind) : [])];
  const types = hasTensors(size) ? size.dtypes.map((each) => namedRow(each)) : [];
  const largest = hasTensors(size) && kind === "model" ? byChange(size.modules) : [];
  const modules = largest.slice(0, options.top).map((each) => namedRow(each)), left = largest.length - modules.length;
  const table = layOut([rows, types, modules], options.width);
  return [
    table.head("Size in bytes:"),
    ...table.rows(rows),
    ...notesOf(size),
    ...(types.length > 0 ? ["By type:", ...table.rows(types)] : []),
    ...(modules.length > 0 ? ["By module:", ...table.rows(modules)] : []),
    ...(left > 0 ? [`  ${formatNoun(left, "more module")} that changed less: --top ${largest.length}`] : []),
  ];
}

function hasTensors(size: SizeComparison): size is SizeComparison & TensorSizes {
  return size.tensor_bytes !== undefined;
}

/** What there is on neither side has no row. */
function tensorRows(size: TensorSizes, kind: ComparisonKind): Row[] {
  const some = (label: string, change: KnownSizeChange) => change.old || change.new ? [rowOf(label, change)] : [];
  const { tensor_bytes: tensors, storage_bytes: storages } = size;
  const isStoredWhole = tensors.old === storages.old && tensors.new === storages.new;
  const roles = kind === "array" ? [] : [
    ...some("  parameters", size.parameter_bytes),
    ...some("  buffers", size.buffer_bytes),
    ...some("  training state", size.state_bytes),
  ];
  return [
    rowOf("tensors", tensors),
    ...roles,
    ...(isStoredWhole ? [] : [rowOf("storages of tensors", storages)]),
    ...some("  shown by no tensor", size.slack_bytes),
    rowOf("headers and all else", size.other_bytes),
    ...bitsRow(size.bits_per_parameter),
  ];
}

function bitsRow({ old, new: fresh }: TensorSizes["bits_per_parameter"]): Row[] {
  if (old === null && fresh === null) return [];
  const change = old === null || fresh === null
    ? { change: null, ratio: null }
    : { change: fresh - old, ratio: fresh / old };
  const figure = (bits: number | null) => bits === null ? "-" : formatFigure(bits, 4);
  return [{
    label: "bits per parameter",
    cells: [figure(old), figure(fresh), signed(change.change, figure), ratioText(change.ratio)],
  }];
}

function namedRow({ name, ...change }: NamedSize): Row {
  return rowOf(escapeText(name), change);
}

function rowOf(label: string, { old, new: fresh, change, ratio }: KnownSizeChange): Row {
  const bytes = (count: number | null) => count === null ? "-" : formatCount(count);
  return { label, cells: [bytes(old), bytes(fresh), signed(change, bytes), ratioText(ratio)] };
}

function signed(change: number | null, text: (size: number) => string): string {
  if (change === null) return "-";
  return change > 0 ? `+${text(change)}` : text(change);
}

function ratioText(ratio: number | null): string {
  return formatFigure(ratio, 3);
}

function byChange(sizes: readonly NamedSize[]): readonly NamedSize[] {
  return sizes.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** Why a figure of a side is not told, each reason once. */
function notesOf({ unmeasured = {} }: SizeComparison): string[] {
  const told = [["other_bytes", "headers and all else"], ["bits_per_parameter", "bits per parameter"]] as const;
  return told.flatMap(([name, title]) => {
    const reasons = (["old", "new"] as const).flatMap((side) => unmeasured[`${name}.${side}`] ?? []);
    return [...new Set(reasons)].map((reason) => `  ${title} not known: ${reason}`);
  });
}

/** Tables that share their columns. A label that leaves no room for the figures stands above them. */
function layOut(tables: readonly (readonly Row[])[], width: number) {
  const all = tables.flat();
  const columns = HEAD.cells.map((_, index) =>
    [HEAD, ...all].reduce((most, { cells }) => Math.max(most, cells[index]!.length), 0)
  );
  const room = width - columns.reduce((sum, column) => sum + column + 2, INDENT);
  const fitting = all.map(({ label }) => textWidth(label)).filter((columns) => columns <= room);
  const first = fitting.reduce((most, label) => Math.max(most, label), LEAST);
  const line = ({ label, cells }: Row, most = first) =>
    `${padToWidth(label, most)}${cells.map((cell, index) => `  ${cell.padStart(columns[index]!)}`).join("")}`;
  return {
    head: (title: string) => line({ ...HEAD, label: title }, first + INDENT),
    rows: (rows: readonly Row[]) =>
      rows.flatMap((row) =>
        textWidth(row.label) <= first ? [`  ${line(row)}`] : [`  ${row.label}`, `  ${line({ ...row, label: "" })}`]
      ),
  };
}

/** Columns before the label of a row. */
const INDENT = 2;

/** Columns of the labels, at least: those of the heading. */
const LEAST = "Size in bytes:".length - INDENT;

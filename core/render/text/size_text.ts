import { escapeText } from "../../model/escape.ts";
import type { ComparisonKind, Report } from "../../model/report.ts";
import type { BlockCount, KnownSizeChange, NamedSize, SizeComparison, TensorSizes } from "../../model/size.ts";
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
export function sizeLines(
  { comparison: { size, kind }, files }: Report,
  options: RenderOptions,
): string[] {
  if (!size) return [];
  const tensors = hasTensors(size) ? size : undefined;
  const sizes = [
    rowOf(kind === "folder" ? "all files" : "file", size.file_bytes),
    ...(tensors ? tensorRows(tensors, kind) : []),
  ];
  const lists: readonly List[] = [
    { title: "By type:", noun: "type", sizes: tensors?.dtypes ?? [] },
    { title: "By module:", noun: "module", sizes: kind === "model" ? byChange(tensors?.modules ?? []) : [] },
    { title: "By file:", noun: "file", sizes: byChange(files.map(fileSize)) },
  ].filter(({ sizes }) => sizes.length > 0);
  const shown = lists.map(({ sizes }) => sizes.slice(0, options.top).map(namedRow));
  const table = layOut([sizes, ...shown], options.width);
  return [
    table.head("Size in bytes:"),
    ...table.rows(sizes),
    ...notesOf(size),
    ...lists.flatMap(({ title, noun, sizes }, index) => [
      title,
      ...table.rows(shown[index]!),
      ...moreLine(sizes.length - shown[index]!.length, noun, sizes.length),
    ]),
    ...blockLine(tensors?.blocks ?? [], options),
  ];
}

/** Sizes that are listed up to a number. */
interface List {
  readonly title: string;
  readonly noun: string;
  readonly sizes: readonly NamedSize[];
}

function moreLine(left: number, noun: string, all: number): string[] {
  return left > 0 ? [`  ${formatNoun(left, `more ${noun}`)}: --top ${all}`] : [];
}

function fileSize({ inputs }: Report): NamedSize {
  const old = inputs.old?.bytes ?? 0, fresh = inputs.new?.bytes ?? 0;
  const name = (inputs.new ?? inputs.old)?.path ?? "";
  return { name, old, new: fresh, change: fresh - old, ratio: old === 0 ? null : fresh / old };
}

/** How many numbered blocks the model has, as far as names tell. */
function blockLine(blocks: readonly BlockCount[], { top }: RenderOptions): string[] {
  if (blocks.length === 0) return [];
  const counts = blocks.slice(0, top).map(({ name, old, new: fresh }) => {
    const sides = old === fresh ? [old] : [old, fresh];
    return `${escapeText(name)} ${sides.map(formatCount).join(" -> ")}`;
  });
  const left = blocks.length - counts.length;
  const more = left > 0 ? `, ${formatCount(left)} more: --top ${blocks.length}` : "";
  return [`Blocks (INFERRED from numbered names): ${counts.join(", ")}${more}`];
}

function hasTensors(size: SizeComparison): size is SizeComparison & TensorSizes {
  return size.tensor_bytes !== undefined;
}

/** What there is on neither side has no row. */
function tensorRows(size: TensorSizes, kind: ComparisonKind): Row[] {
  const some = (label: string, change: KnownSizeChange) => change.old || change.new ? [rowOf(label, change)] : [];
  const roles = kind === "array" ? [] : [
    ...some("  parameters", size.parameter_bytes),
    ...some("  buffers", size.buffer_bytes),
    ...some("  training state", size.state_bytes),
  ];
  return [
    rowOf("tensors", size.tensor_bytes),
    ...roles,
    ...(isStoredWhole(size) ? [] : [rowOf("storages of tensors", size.storage_bytes)]),
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

/** Why a figure of a side is not told, each reason once. Slack that there cannot be needs no word. */
function notesOf(size: SizeComparison): string[] {
  const mayHaveSlack = hasTensors(size) && !isStoredWhole(size);
  const told: readonly (readonly [name: string, title: string])[] = [
    ...(mayHaveSlack ? [["slack_bytes", "what no tensor shows"]] as const : []),
    ["other_bytes", "headers and all else"],
    ["bits_per_parameter", "bits per parameter"],
  ];
  return told.flatMap(([name, title]) => {
    const reasons = (["old", "new"] as const).flatMap((side) => size.unmeasured?.[`${name}.${side}`] ?? []);
    return [...new Set(reasons)].map((reason) => `  ${title} not known: ${reason}`);
  });
}

function isStoredWhole({ tensor_bytes: tensors, storage_bytes: storages }: TensorSizes): boolean {
  return tensors.old === storages.old && tensors.new === storages.new;
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

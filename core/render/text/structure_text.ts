import { escapeText } from "../../model/escape.ts";
import type { Change, Report, ScalarFacts, TensorFacts } from "../../model/report.ts";
import { formatCount } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { shortValue } from "./document_text.ts";
import type { Style } from "./style.ts";

const SIGNS = { added: "+", removed: "-", reshaped: "~", retyped: "~", renamed: ">" } as const;

type StructuralChange = Change & { readonly change: keyof typeof SIGNS };

/** The nodes that were added, removed, reshaped, retyped or renamed, in file order. */
export function structureLines(
  { changes, comparison }: Report,
  { top, showStructure }: RenderOptions,
  style: Style,
): string[] {
  if (comparison.kind !== "model" && comparison.kind !== "array") return [];
  const structural = changes.filter((change): change is StructuralChange =>
    change.change in SIGNS && change.node !== "metadata"
  );
  if (structural.length === 0) return [];
  const shown = showStructure ? structural : structural.slice(0, top);
  const width = Math.min(40, Math.max(...shown.map(({ path }) => escapeText(path).length)));
  const lines = shown.map((change) => structureLine(change, width, style));
  if (shown.length < structural.length) {
    lines.push(`  ${formatCount(structural.length - shown.length)} more: --show-structure`);
  }
  return ["Structure:", ...lines];
}

function structureLine(change: StructuralChange, width: number, style: Style): string {
  const paint = change.change === "added" ? style.added : change.change === "removed" ? style.removed : style.changed;
  return `  ${paint(SIGNS[change.change])} ${escapeText(change.path || "(root)").padEnd(width)}  ${sides(change)}`;
}

function sides({ old, new: fresh }: Change): string {
  if (isTensor(old) && isTensor(fresh)) {
    const shape = String(old.shape) === String(fresh.shape)
      ? shapeText(old)
      : `${shapeText(old)} -> ${shapeText(fresh)}`;
    const dtype = old.dtype === fresh.dtype ? old.dtype : `${old.dtype} -> ${fresh.dtype}`;
    return `${shape}  ${dtype}`;
  }
  return [old, fresh].filter((side) => side !== null).map(sideText).join(" -> ");
}

function sideText(side: NonNullable<Change["old"]>): string {
  if (isTensor(side)) return `${shapeText(side)}  ${side.dtype}`;
  return "value" in side ? shortValue(side as ScalarFacts) : side.type;
}

function shapeText({ shape }: TensorFacts): string {
  return `[${shape.join(", ")}]`;
}

function isTensor(side: Change["old"]): side is TensorFacts {
  return side !== null && "dtype" in side;
}

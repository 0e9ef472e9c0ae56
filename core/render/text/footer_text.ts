import { escapeText } from "../../model/escape.ts";
import type { InputFacts, Report } from "../../model/report.ts";
import { formatBytes } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { textWidth } from "./text_width.ts";

/** Which files were compared: path, size, format; with `--verbose` their containers, too. */
export function footer({ inputs }: Report, { verbose, width }: RenderOptions): string[] {
  const sides = (["old", "new"] as const).flatMap((side) => inputs[side] ? [sideText(side, inputs[side])] : []);
  const oneLine = sides.join("   ");
  const lines = textWidth(oneLine) <= width ? [oneLine] : sides;
  const imports = (["old", "new"] as const).flatMap((side) => importLines(side, inputs[side]));
  return [...lines, ...imports, ...(verbose ? containerLines(inputs) : [])];
}

function sideText(side: "old" | "new", { path, bytes, title }: InputFacts): string {
  return `${side}  ${escapeText(path)}  ${formatBytes(bytes)}  ${escapeText(title)}`;
}

function importLines(side: "old" | "new", input: InputFacts | null): string[] {
  if (!input || input.imports.length === 0) return [];
  return [`${side}  its pickle names, and nothing of it was imported: ${input.imports.map(escapeText).join(", ")}`];
}

function containerLines(inputs: Report["inputs"]): string[] {
  return (["old", "new"] as const).flatMap((side) =>
    Object.entries(inputs[side]?.container ?? {}).map(([key, value]) =>
      `${side}  ${escapeText(key)}: ${escapeText(String(value))}`
    )
  );
}

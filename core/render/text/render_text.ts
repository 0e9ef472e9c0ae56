import type { Report } from "../../model/report.ts";
import type { RenderOptions } from "../render_options.ts";
import { documentBlock, valueLines } from "./document_text.ts";
import { folderSections } from "./folder_text.ts";
import { footer } from "./footer_text.ts";
import { findingLines } from "./finding_text.ts";
import { modelBlock } from "./model_text.ts";
import { plainBlock } from "./plain_text.ts";
import { structureLines } from "./structure_text.ts";
import { createStyle, type Style } from "./style.ts";
import { tableBlock } from "./table_text.ts";
import { detailLines } from "./tensor_details.ts";
import { largestChanges } from "./tensor_text.ts";
import { wrapLine } from "./wrap_text.ts";
import { sameContentLine } from "./verdict_text.ts";

/** A report for people, a line a piece: the verdict, then the most important change first. */
export function* renderText(report: Report, options: RenderOptions): Generator<string> {
  const style = createStyle(options.color);
  const { comparison } = report;
  const parts = comparison.kind === "folder"
    ? folderSections(report, comparison, options, style)
    : sections(report, options, style);
  let isFirst = true;
  for (const lines of parts.filter(({ length }) => length > 0)) {
    if (!isFirst) yield "\n";
    isFirst = false;
    for (const line of lines) for (const row of wrapLine(line, options.width)) yield `${row}\n`;
  }
}

function sections(report: Report, options: RenderOptions, style: Style): string[][] {
  const terse = options.showStructure && options.diffOnly;
  const head = [sameContentLine(report, options.width), block(report, options)].filter((lines) => lines.length > 0);
  const structure = [
    structureLines(report, options, style),
    ...(options.showStructure ? [] : [tensorLines(report, options, style)]),
    valueLines(report, options, style),
  ];
  if (terse) return [...head, ...structure];
  return [
    ...head,
    ...structure,
    findingLines(report, options, style),
    footer(report, options),
  ];
}

function block(report: Report, options: RenderOptions): string[] {
  const { comparison } = report;
  switch (comparison.kind) {
    case "model":
    case "array":
      return modelBlock(report, comparison, options);
    case "table":
      return tableBlock(report, comparison, options);
    case "document":
      return documentBlock(report, comparison, options);
    case "text":
    case "binary":
      return plainBlock(report, comparison);
    case "folder":
      return [];
  }
}

function tensorLines(report: Report, options: RenderOptions, style: Style): string[] {
  return options.tensorDetails ? detailLines(report, options, style) : largestChanges(report, options, style);
}

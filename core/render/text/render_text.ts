import type { Report } from "../../model/report.ts";
import type { RenderOptions } from "../render_options.ts";
import { documentBlock, valueLines } from "./document_text.ts";
import { findingLines } from "./finding_text.ts";
import { footer } from "./footer_text.ts";
import { createStyle, type Style } from "./style.ts";
import { sameContentLine } from "./verdict_text.ts";
import { wrapLine } from "./wrap_text.ts";

/**
 * A report for people, a line a piece: the verdict, then the most important
 * change first. What only one kind of comparison needs is imported for it alone.
 */
export async function renderText(report: Report, options: RenderOptions): Promise<Iterable<string>> {
  const style = createStyle(options.color);
  const { comparison } = report;
  const sections = comparison.kind === "folder"
    ? [
      ...(await import("./folder_text.ts")).folderSections(report, comparison, options, style),
      await sizeSection(report, options),
    ]
    : await pairSections(report, options, style);
  return joinSections(sections, options);
}

/** Lines that belong together. */
type Section = Iterable<string>;

function* joinSections(sections: readonly Section[], { width }: RenderOptions): Generator<string> {
  let isEmpty = true;
  for (const lines of sections) {
    let gap = isEmpty ? "" : "\n";
    for (const line of lines) {
      for (const row of wrapLine(line, width)) {
        yield `${gap}${row}\n`;
        gap = "";
      }
      isEmpty = false;
    }
  }
}

async function pairSections(report: Report, options: RenderOptions, style: Style): Promise<Section[]> {
  const terse = options.showStructure && options.diffOnly;
  const sections = [
    sameContentLine(report, options.width),
    await block(report, options),
    ...await tensorSections(report, options, style),
    valueLines(report, options, style),
    await analysisSection(report, options, style),
    await sizeSection(report, options),
  ];
  return terse ? sections : [...sections, findingLines(report, options, style), footer(report, options)];
}

async function analysisSection(report: Report, options: RenderOptions, style: Style): Promise<Section> {
  if (options.analyses.length === 0 || options.showStructure) return [];
  return (await import("./analysis_text.ts")).analysisLines(report, options, style);
}

async function sizeSection(report: Report, options: RenderOptions): Promise<Section> {
  return options.showSizeReduction ? (await import("./size_text.ts")).sizeLines(report, options) : [];
}

async function block(report: Report, options: RenderOptions): Promise<string[]> {
  const { comparison } = report;
  switch (comparison.kind) {
    case "model":
    case "array":
      return (await import("./model_text.ts")).modelBlock(report, comparison, options);
    case "table":
      return (await import("./table_text.ts")).tableBlock(report, comparison, options);
    case "document":
      return documentBlock(report, comparison, options);
    case "text":
    case "binary":
      return (await import("./plain_text.ts")).plainBlock(report, comparison);
    case "folder":
      return [];
  }
}

async function tensorSections(report: Report, options: RenderOptions, style: Style): Promise<Section[]> {
  const { kind } = report.comparison;
  if (kind !== "model" && kind !== "array") return [];
  const { structureLines } = await import("./structure_text.ts");
  const structure = await structureLines(report, options, style);
  if (options.showStructure) return [structure];
  const tensors = options.tensorDetails
    ? (await import("./tensor_details.ts")).detailLines(report, options, style)
    : (await import("./tensor_text.ts")).largestChanges(report, options, style);
  const distributions = options.showDistribution
    ? (await import("./distribution_text.ts")).distributionLines(report, options, style)
    : [];
  const quantization = options.quantizationAnalysis
    ? (await import("./quantization_text.ts")).quantizationLines(report, options, style)
    : [];
  return [structure, tensors, distributions, quantization];
}

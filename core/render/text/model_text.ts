import type { Change, ComparisonTotals, ModelComparison, Report, TensorFacts } from "../../model/report.ts";
import type { QuantizedLayers } from "../../model/quantized_layers.ts";
import { formatCount, formatNoun, formatRelativeChange, formatShare } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { conditionLines } from "./condition_text.ts";
import { unknownLine } from "./verdict_text.ts";

/** The fixed block that a model pair's text begins with; for single arrays the same in their terms. */
export function modelBlock(
  report: Report,
  comparison: ModelComparison & ComparisonTotals,
  options: RenderOptions,
): string[] {
  const lines = [
    structureLine(report.changes, comparison.structure_changes, comparison.quantized_layers),
    ...(comparison.kind === "array" ? [arrayFacts(report, options)] : modelFacts(comparison)),
  ];
  if (report.verdict === "identical_bytes") lines.push("Identical: every byte is the same");
  if (report.verdict === "unknown") lines.push(unknownLine(report));
  lines.push(...conditionLines(report, options));
  return [comparison.kind === "array" ? "Array Changes:" : "Model Changes:", ...lines.map((line) => `  ${line}`)];
}

function modelFacts(comparison: ModelComparison): string[] {
  const { parameters: { old, new: fresh } } = comparison;
  return [
    `Parameters: ${formatCount(old)} -> ${formatCount(fresh)} (${formatRelativeChange(old, fresh)} change)`,
    `Weight updates: ${weightUpdates(comparison)}`,
  ];
}

function weightUpdates({ modified_fraction: share, parameters, quantized_layers = [] }: ModelComparison): string {
  const left = quantized_layers.reduce((sum, { layers, dequantized }) => sum + layers - dequantized, 0);
  const without = left === 0 ? "" : ` (without ${formatNoun(left, "quantized layer")})`;
  if (share !== null) return `${formatShare(share)} of parameters modified${without}`;
  return parameters.old === 0 || parameters.new === 0
    ? "no parameters to compare"
    : `no parameters could be compared${without}`;
}

function arrayFacts({ changes, verdict }: Report, { tolerance }: RenderOptions): string {
  const change = changes.find(({ node }) => node === "tensor");
  if (!change) {
    if (verdict === "unknown") return "Values: not compared";
    return verdict === "different" && tolerance
      ? "Values: no element differs by more than the tolerance"
      : "Values: every element is the same";
  }
  const { measures } = change;
  if (!measures) return `Values: not compared, ${change.unmeasured?.changed_elements ?? "their bytes were not read"}`;
  const { elements } = change.new as TensorFacts;
  return `Values: ${formatShare(measures.changed_fraction ?? 0)} of elements modified (${
    formatCount(measures.changed_elements)
  } of ${formatCount(elements)})`;
}

/** `No structural changes`, or how many of each kind; the tensors of layers that were quantized are told as those. */
export function structureLine(
  changes: readonly Change[],
  count: number,
  quantized: readonly QuantizedLayers[] = [],
): string {
  if (count === 0) return "No structural changes";
  const kinds = new Map<string, number>();
  for (const { change, node, quantized: layer } of changes) {
    if (layer || change === "revalued" || change === "unchanged" || change === "moved" || node === "metadata") continue;
    const noun = node === "tensor" || node === "table" || node === "column" ? node : "value";
    kinds.set(`${noun} ${change}`, (kinds.get(`${noun} ${change}`) ?? 0) + 1);
  }
  const parts = [...kinds].map(([kind, number]) => {
    const [noun, change] = kind.split(" ");
    return `${formatNoun(number, noun!)} ${change}`;
  });
  const layers = [...Map.groupBy(quantized, quantizedVerb)].map(([verb, groups]) =>
    `${formatNoun(groups.reduce((sum, group) => sum + group.layers, 0), "layer")} ${verb}`
  );
  return `${formatNoun(count, "structural change")}: ${[...layers, ...parts].join(", ")}`;
}

/** What became of layers that are quantized on one side. */
export function quantizedVerb({ side }: Pick<QuantizedLayers, "side">): string {
  return side === "new" ? "quantized" : "dequantized";
}

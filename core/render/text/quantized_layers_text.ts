import { escapeText } from "../../model/escape.ts";
import type { QuantizedLayers } from "../../model/quantized_layers.ts";
import { formatNoun } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";
import { quantizedVerb } from "./model_text.ts";
import type { Style } from "./style.ts";

/** Layers that are quantized on one side alone: a scheme a line instead of all of their tensors. */
export function quantizedLayerLines(
  groups: readonly QuantizedLayers[],
  { quantizationAnalysis, showStructure }: RenderOptions,
  style: Style,
): string[] {
  const lines = groups.flatMap((group) => {
    const { layers, title, bits, tensors, basis, evidence } = group;
    const width = bits.length === 0 ? "" : `, ${[...new Set([bits[0], bits.at(-1)])].join(" to ")} bits`;
    const what = `${formatNoun(layers, "layer")} ${quantizedVerb(group)} (${title}${width})`;
    const source = quantizationAnalysis
      ? []
      : [`      ${basis === "stored" ? "stated by" : "INFERRED from"} ${escapeText(evidence)}`];
    return [`  ${style.changed("~")} ${what}: ${formatNoun(tensors, "tensor")}`, ...source];
  });
  if (showStructure) return lines;
  const isLeft = groups.some(({ layers, dequantized }) => dequantized < layers);
  const values = isLeft && !quantizationAnalysis ? "; what it cost: --quantization-analysis" : "";
  return [...lines, `      each tensor: --show-structure${values}`];
}

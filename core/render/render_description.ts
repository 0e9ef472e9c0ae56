import { escapeText } from "../model/escape.ts";
import type { DescribedNode, Description } from "../model/description.ts";
import { encodeValue } from "./encode_report.ts";
import { formatCount, formatFigure } from "./format_number.ts";
import type { OutputFormat } from "./renderers.ts";
import { shortValue } from "./text/document_text.ts";

/** One file's description in a format. */
export async function renderDescription(
  description: Description,
  format: OutputFormat,
  precision: number,
): Promise<string> {
  if (format === "text") return describeInText(description, precision);
  const data = encodeValue(description);
  if (format === "json") return `${JSON.stringify(data, null, 2)}\n`;
  const { stringify } = await import("@std/yaml");
  return stringify(data, { useAnchors: false, lineWidth: -1 });
}

function describeInText({ title, facts, metadata, imports, nodes }: Description, precision: number): string {
  const lines = [
    title,
    ...facts.map(({ label, value }) =>
      `  ${escapeText(label)}: ${typeof value === "number" ? formatCount(value) : escapeText(value)}`
    ),
  ];
  if (metadata.length > 0) lines.push("", "Metadata:", ...metadata.map((node) => nodeLine(node, precision)));
  if (imports.length > 0) {
    lines.push(
      "",
      "Globals that its pickle names (none was imported):",
      ...imports.map((name) => `  ${escapeText(name)}`),
    );
  }
  if (nodes.length > 0) lines.push("", "Content:", ...nodes.map((node) => nodeLine(node, precision)));
  return `${lines.join("\n")}\n`;
}

// One line a node and nothing that depends on its neighbours, so that a text diff shows what changed and no more.
function nodeLine({ path, node, tensor, scalar, columns, crc32 }: DescribedNode, precision: number): string {
  const name = `  ${escapeText(path || "(root)")}  `;
  if (scalar) return name + shortValue(scalar);
  if (columns) return `${name}table of ${formatCount(columns.length)} columns: ${columns.map(escapeText).join(", ")}`;
  if (!tensor) return name + (node === "map" ? "{}" : "[]");
  const figures = (["mean", "std", "min", "max"] as const).flatMap((key) => {
    const figure = tensor[key];
    return figure === null || figure === undefined ? [] : [`${key} ${formatFigure(figure, precision)}`];
  });
  const special = (["nan", "pos_inf", "neg_inf"] as const).flatMap((key) =>
    tensor[key] ? [`${key} ${formatCount(tensor[key])}`] : []
  );
  return [
    `${name}${tensor.dtype} [${tensor.shape.join(", ")}]`,
    ...figures,
    ...special,
    crc32 ? `crc32 ${crc32}` : "no data",
  ].join("  ");
}

import { escapeText } from "../model/escape.ts";
import type { DescribedNode, Description } from "../model/description.ts";
import { formatCount, formatFigure } from "./format_number.ts";
import { nodeName } from "./node_name.ts";
import type { OutputFormat } from "./renderers.ts";
import { shortValue } from "./text/document_text.ts";

/** One file's description in a format, in pieces that follow one another. */
export async function renderDescription(
  description: Description,
  format: OutputFormat,
  precision: number,
): Promise<Iterable<string>> {
  switch (format) {
    case "text":
      return descriptionLines(description, precision);
    case "json":
      return (await import("./json_pieces.ts")).jsonDocument(description);
    case "yaml":
      return (await import("./yaml_pieces.ts")).yamlPieces(description);
  }
}

function* descriptionLines(
  { title, facts, metadata, imports, nodes }: Description,
  precision: number,
): Generator<string> {
  yield `${title}\n`;
  for (const { label, value } of facts) {
    yield `  ${escapeText(label)}: ${typeof value === "number" ? formatCount(value) : escapeText(value)}\n`;
  }
  if (metadata.length > 0) yield "\nMetadata:\n";
  for (const node of metadata) yield `${nodeLine(node, precision)}\n`;
  if (imports.length > 0) yield "\nGlobals that its pickle names (none was imported):\n";
  for (const name of imports) yield `  ${escapeText(name)}\n`;
  if (nodes.length > 0) yield "\nContent:\n";
  for (const node of nodes) yield `${nodeLine(node, precision)}\n`;
}

// One line a node and nothing that depends on its neighbours, so that a text diff shows what changed and no more.
function nodeLine({ path, keys, node, tensor, scalar, columns, crc32 }: DescribedNode, precision: number): string {
  const name = `  ${nodeName({ path, keys })}  `;
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

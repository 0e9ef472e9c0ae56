import type { TableColumn, TableNode } from "../../core/model/table.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { readTextLayout, type TextLayout, textLayout } from "../../core/source/text.ts";
import { DELIMITERS, detectDialect, type Dialect } from "./dialect.ts";
import { hasHeader } from "./header.ts";
import { manifest } from "./manifest.ts";
import { readRows } from "./read_rows.ts";

/** Reads CSV, TSV and other delimited text. */
const plugin: FormatPlugin = { manifest, detect, load, summarize };

export default plugin;

const SAMPLE_BYTES = 64 * 1024;
const TAB_NAME = /\.(?:tsv|tab)$/i;

function detect({ name, size, head, extensionMatches }: Probe): Detection | null {
  const sample = decodeSample(head, textLayout(head));
  if (sample.includes("\0")) return null;
  if (extensionMatches) return { confidence: "likely", reason: "the name, and text" };
  // Prose has commas too, so a name that says something else is believed.
  if (name.includes(".")) return null;
  const dialect = detectDialect(sample, { isWhole: head.length === size, prefersTab: false });
  if (dialect.consistency < 1 || dialect.sampledRows < 2) return null;
  return { confidence: "likely", reason: `rows of as many cells each, with a ${nameOf(dialect)} between` };
}

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const layout = await readTextLayout(source);
  const head = await readBytes(source, 0, Math.min(SAMPLE_BYTES, source.size));
  const sample = decodeSample(head, layout);
  const isWhole = head.length === source.size;
  const dialect = detectDialect(sample, { isWhole, prefersTab: TAB_NAME.test(context.file) });
  if (sample === "") context.note("it is empty: a table without columns and rows");
  const first = await firstRows(source, layout, dialect, context);
  const header = hasHeader(first);
  const columns: TableColumn[] = (first[0] ?? []).map((cell, index) => ({
    name: header ? cell : `column ${index + 1}`,
  }));
  const root: TableNode = {
    kind: "table",
    columns,
    rowCount: null,
    rows: () => readRows(source, { layout, delimiter: dialect.delimiter, skipsFirst: header, columns }, context),
  };
  return {
    root,
    container: {
      delimiter: nameOf(dialect),
      header,
      line_ending: dialect.lineEnding,
      final_newline: /[\r\n]$/.test(isWhole ? sample : await readEnd(source, layout)),
      encoding: layout.encoding,
      byte_order_mark: layout.bomBytes > 0,
    },
  };
}

/** The rows of the first block that has any, without empty lines. */
async function firstRows(
  source: ByteSource,
  layout: TextLayout,
  { delimiter }: Dialect,
  context: LoadContext,
): Promise<readonly string[][]> {
  const silent = { ...context, note: () => {} };
  for await (const rows of readRows(source, { layout, delimiter, skipsFirst: false, columns: null }, silent)) {
    const filled = rows.filter(({ length }) => length > 0);
    if (filled.length > 0) return filled;
  }
  return [];
}

/** The text of a file's beginning, without its byte-order mark; a character that is cut or malformed is replaced. */
function decodeSample(head: Uint8Array, { encoding, bomBytes }: TextLayout): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(head.subarray(bomBytes), { stream: true });
}

/** The last character; in UTF-16 as in UTF-8, line ends are one unit. */
async function readEnd(source: ByteSource, { encoding }: TextLayout): Promise<string> {
  const unit = encoding === "utf-8" ? 1 : 2;
  return new TextDecoder(encoding).decode(await readBytes(source, source.size - unit, unit));
}

function nameOf({ delimiter }: Dialect): string {
  return DELIMITERS[delimiter as keyof typeof DELIMITERS];
}

function summarize({ root, container }: Artefact): Summary {
  const { columns } = root as TableNode;
  const { delimiter, line_ending: ending, encoding } = container!;
  return {
    facts: [
      { label: "columns", value: columns.length },
      {
        label: "dialect",
        value: `${delimiter}, ${ending}, ${encoding}${container!.header ? ", header" : ", no header"}`,
      },
    ],
  };
}

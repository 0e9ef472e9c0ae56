import type { TableColumn } from "../../core/model/table.ts";
import type { LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readTextBlocks, type TextLayout } from "../../core/source/text.ts";
import { CsvScanner } from "./csv_scanner.ts";

/** What is known of a table before its rows are read. */
export interface TableLayout {
  readonly layout: TextLayout;
  readonly delimiter: string;
  /** Whether the first row that has cells is the header. Empty lines above it are no rows. */
  readonly skipsFirst: boolean;
  /** `null`: not known yet, so that no row is ragged. */
  readonly columns: readonly TableColumn[] | null;
}

/** A cell that is kept keeps its block, so blocks are small. */
const BLOCK_BYTES = 64 * 1024;

/** Ragged rows that are told one by one; the rest are counted. */
const SHOWN_RAGGED = 5;

/**
 * A table's rows, those of a block of text together, with as many cells each
 * as the file gives them. Rows that have not as many as there are columns are
 * noted when all have been read.
 */
export async function* readRows(
  source: ByteSource,
  { layout, delimiter, skipsFirst, columns }: TableLayout,
  context: LoadContext,
): AsyncGenerator<string[][]> {
  const ragged: { count: number; first: string[] } = { count: 0, first: [] };
  let batch: string[][] = [];
  let skips = skipsFirst;
  const scanner = new CsvScanner(delimiter, context, (cells, line) => {
    if (skips) {
      skips = cells.length === 0;
      return;
    }
    batch.push(cells);
    if (columns === null || cells.length === columns.length) return;
    ragged.count++;
    if (ragged.first.length < SHOWN_RAGGED) ragged.first.push(`${cells.length} on line ${line}`);
  });
  for await (const text of readTextBlocks(source, layout, BLOCK_BYTES)) {
    scanner.push(text);
    if (batch.length > 0) yield batch;
    batch = [];
  }
  scanner.finish();
  if (batch.length > 0) yield batch;
  if (ragged.count > 0) context.note(raggedText(ragged, columns!.length));
  const { count, firstLine } = scanner.malformed;
  if (count > 0) context.note(`quoted cells go on behind their closing quote (${count} in all)`, { line: firstLine! });
}

function raggedText({ count, first }: { count: number; first: readonly string[] }, columns: number): string {
  const more = count > first.length ? `, and so on (${count} rows in all)` : "";
  return `not every row has ${columns} cells, as many as there are columns: ${first.join(", ")}${more}`;
}

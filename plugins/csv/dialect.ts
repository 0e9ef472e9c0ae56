import { parse } from "@std/csv";

/** How a table is written, as far as its beginning tells. */
export interface Dialect {
  /** What stands between cells. */
  readonly delimiter: string;
  /** What ends a line: the most frequent kind. */
  readonly lineEnding: "LF" | "CRLF" | "CR" | "none";
  /** Share of the sample's rows, from 0 to 1, that the delimiter splits into one and the same number of cells. */
  readonly consistency: number;
  /** Whole rows that were looked at. */
  readonly sampledRows: number;
}

/** The delimiters that are tried, the likelier first, and their names. */
export const DELIMITERS = { ",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe" } as const;

/**
 * Tells the dialect from a file's beginning: the delimiter that splits most
 * rows into the same number of cells, two at least. Among equals, and where
 * none does, the first of the list; tab is the first for a name that says so.
 *
 * @example
 * ```ts
 * import { detectDialect } from "./dialect.ts";
 * import { assertEquals } from "@std/assert";
 * const { delimiter, lineEnding } = detectDialect("epoch;loss\r\n1;0,5\r\n", { isWhole: true, prefersTab: false });
 * assertEquals([delimiter, lineEnding], [";", "CRLF"]);
 * ```
 */
export function detectDialect(
  sample: string,
  { isWhole, prefersTab }: { readonly isWhole: boolean; readonly prefersTab: boolean },
): Dialect {
  const lines = sample.replace(/\r\n?/g, "\n");
  const known = Object.keys(DELIMITERS);
  const delimiters = prefersTab ? ["\t", ...known.filter((delimiter) => delimiter !== "\t")] : known;
  const tried = delimiters.map((delimiter) => ({ delimiter, ...splitEvenly(lines, delimiter, isWhole) }));
  const best = tried.reduce((best, next) => next.consistency > best.consistency ? next : best);
  return { ...best, lineEnding: lineEndingOf(sample) };
}

/** How evenly a delimiter splits the rows. The last one may be cut where the sample ends. */
function splitEvenly(lines: string, delimiter: string, isWhole: boolean): Omit<Dialect, "delimiter" | "lineEnding"> {
  const rows = parse(lines, { separator: delimiter, lazyQuotes: true });
  if (!isWhole) rows.pop();
  const widths = Map.groupBy(rows.map(({ length }) => length).filter((width) => width > 1), (width) => width);
  const most = Math.max(0, ...[...widths.values()].map(({ length }) => length));
  return { consistency: most / Math.max(1, rows.length), sampledRows: rows.length };
}

function lineEndingOf(sample: string): Dialect["lineEnding"] {
  const count = (ending: RegExp) => sample.match(ending)?.length ?? 0;
  const counts = [
    { ending: "LF", count: count(/(?<!\r)\n/g) },
    { ending: "CRLF", count: count(/\r\n/g) },
    { ending: "CR", count: count(/\r(?!\n)/g) },
  ] as const;
  const most = counts.reduce((most, next) => next.count > most.count ? next : most);
  return most.count > 0 ? most.ending : "none";
}

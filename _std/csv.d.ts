/** How records are read. */
export interface ReadOptions {
  /** What stands between cells; by default a comma. */
  separator?: string;
  /** Lines that begin with it are left out. */
  comment?: string;
  /** Takes away blanks in front of a cell. */
  trimLeadingSpace?: boolean;
  /** Accepts quotes inside cells that are not quoted, and lone ones inside those that are. */
  lazyQuotes?: boolean;
  /** Cells a record must have; 0: as many as the first record; negative or absent: any number. */
  fieldsPerRecord?: number;
}

/** How records are read, all at once. */
export interface ParseOptions extends ReadOptions {
  /** Takes the first record as names and gives objects. */
  skipFirstRow?: boolean;
  /** Names of the columns; gives objects. */
  columns?: readonly string[];
}

/** How records are read in a stream. */
export interface CsvParseStreamOptions extends ParseOptions {}

/** Records as lists of texts, or as objects where columns have names. */
export type ParseResult<T> = T extends { skipFirstRow: true } | { columns: readonly string[] }
  ? Record<string, string>[]
  : string[][];

/** A record of a stream: a list of texts, or an object where columns have names. */
export type RowType<T> = ParseResult<T>[number];

/** Reads a whole text. Throws `SyntaxError` where quotes do not match. */
export function parse<const T extends ParseOptions | undefined = undefined>(input: string, options?: T): ParseResult<T>;

/** Reads a stream of texts; records come out as they are complete. Lines without a cell are left out. */
export class CsvParseStream<const T extends CsvParseStreamOptions | undefined = undefined>
  implements TransformStream<string, RowType<T>> {
  constructor(options?: T);
  get readable(): ReadableStream<RowType<T>>;
  get writable(): WritableStream<string>;
}

/** How records are written. */
export interface StringifyOptions {
  /** Writes the columns' names first; by default so. */
  headers?: boolean;
  /** What stands between cells; by default a comma. */
  separator?: string;
  /** The members to write, in this order. */
  columns?: readonly (string | number)[];
  /** Begins with a byte-order mark. */
  bom?: boolean;
}

/** Writes records as text, with CRLF after each. */
export function stringify(data: readonly unknown[], options?: StringifyOptions): string;

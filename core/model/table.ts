/** One value of a table: text as it stands in the file, or a typed value. `null` is a missing cell. */
export type Cell = string | number | bigint | boolean | null;

/** Rows with named columns, in file order, streamed. */
export interface TableNode {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  /** `null` where only reading to the end can tell. */
  readonly rowCount: number | null;
  /** Of an array of records with other than one axis, whose rows stand in C order; absent: one axis. */
  readonly shape?: readonly number[];
  /** Batches of rows; a row has as many cells as the file gives it, which may differ from `columns`. */
  rows(): AsyncIterable<readonly (readonly Cell[])[]>;
}

/** A column's name (not necessarily unique) and its type where the format declares one. */
export interface TableColumn {
  readonly name: string;
  readonly dtype?: string;
}

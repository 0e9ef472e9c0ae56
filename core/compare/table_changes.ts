import type { Change, ScalarFacts, TableComparison } from "../model/report.ts";
import type { Cell, TableNode } from "../model/table.ts";
import type { Tolerance } from "../model/tolerance.ts";
import type { TableTask } from "./compare_leaves.ts";
import { pairColumns } from "./pair_columns.ts";
import { type CellChange, compareTables, type TableDifference } from "./table.ts";

/** Most rows that are listed as added or removed; the counts have them all. */
const LISTED_ROWS = 1000;

/** What comparing tables gave. */
export interface TableResult {
  /** Counts of the table that is the whole file; `null` if there is none. */
  readonly comparison: Omit<TableComparison, "kind"> | null;
  readonly changes: readonly Change[];
  /** Cells of all tables that differ by no more than the tolerance. */
  readonly closeCells: number;
}

/** Compares tables one after the other: the whole file, or arrays of records inside of it. */
export async function compareTableTasks(tasks: readonly TableTask[], tolerance?: Tolerance): Promise<TableResult> {
  const changes: (readonly Change[])[] = [];
  let comparison: TableResult["comparison"] = null, allClose = 0;
  for (const { keys, old, new: fresh } of tasks) {
    const difference = await compareTables(old, fresh, tolerance ? { tolerance } : {});
    changes.push(
      shapeChange(keys, old, fresh),
      typeChanges(keys, old, fresh),
      columnChanges(keys, difference),
      rowChanges(keys, difference),
      difference.cells.map((cell) => cellChange(keys, cell)),
    );
    allClose += difference.closeCells;
    if (keys.length === 0) comparison = comparisonOf(difference, tolerance !== undefined);
  }
  return { comparison, changes: changes.flat(), closeCells: allClose };
}

function comparisonOf(
  { rows, columns, cells, cellsLeftOut, closeCells }: TableDifference,
  tolerant: boolean,
): Omit<TableComparison, "kind"> {
  const counts = { changed: cells.length + cellsLeftOut, listed: cells.length };
  return { rows, columns, key: null, cells: tolerant ? { ...counts, within_tolerance: closeCells } : counts };
}

/** Records in other axes are another array, though its rows are the same. */
function shapeChange(keys: readonly string[], old: TableNode, fresh: TableNode): Change[] {
  if (!old.shape && !fresh.shape) return []; // one axis each: what rows came or went tells all
  const [before, after] = [old, fresh].map(({ shape, rowCount }) => `records [${(shape ?? [rowCount]).join(", ")}]`);
  if (before === after) return [];
  const path = keys.length === 0 ? "shape" : keys.join(".");
  return [{ path, keys, node: "table", change: "reshaped", old: { type: before! }, new: { type: after! } }];
}

/** Columns that both tables declare with a type, and not with the same. */
function typeChanges(keys: readonly string[], old: TableNode, fresh: TableNode): Change[] {
  return pairColumns(old.columns, fresh.columns).pairs.flatMap(({ name, old: oldIndex, new: newIndex }): Change[] => {
    const before = old.columns[oldIndex]!.dtype, after = fresh.columns[newIndex]!.dtype;
    if (before === undefined || after === undefined || before === after) return [];
    const path = `${prefix(keys)}column ${name}`;
    return [{
      path,
      keys: [...keys, name],
      node: "column",
      change: "retyped",
      old: { type: before },
      new: { type: after },
    }];
  });
}

function columnChanges(keys: readonly string[], { addedColumns, removedColumns }: TableDifference): Change[] {
  const change = (name: string, kind: "added" | "removed"): Change => {
    const facts = { type: "column" };
    return {
      path: `${prefix(keys)}column ${name}`,
      keys: [...keys, name],
      node: "column",
      change: kind,
      old: kind === "removed" ? facts : null,
      new: kind === "added" ? facts : null,
    };
  };
  return [
    ...removedColumns.map(({ name }) => change(name, "removed")),
    ...addedColumns.map(({ name }) => change(name, "added")),
  ];
}

function rowChanges(keys: readonly string[], { rows }: TableDifference): Change[] {
  const kind = rows.added > 0 ? "added" : "removed";
  const first = Math.min(rows.old, rows.new);
  const facts = { type: "row" };
  return Array.from({ length: Math.min(LISTED_ROWS, rows.added + rows.removed) }, (_, index): Change => ({
    path: `${prefix(keys)}row ${first + index}`,
    keys: [...keys, String(first + index)],
    node: "row",
    change: kind,
    old: kind === "removed" ? facts : null,
    new: kind === "added" ? facts : null,
  }));
}

function cellChange(keys: readonly string[], { row, column, position, old, new: fresh }: CellChange): Change {
  const name = column ?? `cell ${position}`;
  return {
    path: `${prefix(keys)}row ${row}, ${name}`,
    keys: [...keys, String(row), name],
    node: "cell",
    change: old === null ? "added" : fresh === null ? "removed" : "revalued",
    old: old === null ? null : cellFacts(old),
    new: fresh === null ? null : cellFacts(fresh),
  };
}

function cellFacts(value: Exclude<Cell, null>): ScalarFacts {
  if (typeof value === "string") return { type: "string", value };
  return {
    type: typeof value === "boolean" ? "bool" : Number.isInteger(value) || typeof value === "bigint" ? "int" : "float",
    value,
  };
}

function prefix(keys: readonly string[]): string {
  return keys.length === 0 ? "" : `${keys.join(".")}: `;
}

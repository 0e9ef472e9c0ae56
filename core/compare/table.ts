import type { Cell, TableNode } from "../model/table.ts";
import { isExact, type Tolerance } from "../model/tolerance.ts";
import { sameCell } from "./cell.ts";
import { type ColumnPlace, pairColumns, type PairedColumns } from "./pair_columns.ts";
import { type Row, RowCursor } from "./row_cursor.ts";

/** How two tables are compared. */
export interface TableOptions {
  /** Applies to cells that are numbers. */
  readonly tolerance?: Tolerance;
  /** Most cell changes to record; the others are counted. */
  readonly limit?: number;
}

/** How many there are on each side and what became of them. */
export interface TableCounts {
  readonly old: number;
  readonly new: number;
  readonly added: number;
  readonly removed: number;
  /** Rows or columns, present in both, that have a changed cell. */
  readonly changed: number;
}

/** A cell that differs. */
export interface CellChange {
  /** The row's position, from 0, in both tables. */
  readonly row: number;
  /** The column's name; `null` for a cell beyond the last column of both. */
  readonly column: string | null;
  /** The cell's position in the new row, from 0. */
  readonly position: number;
  /** `null`: the row has no such cell. */
  readonly old: Cell;
  readonly new: Cell;
}

/** How two tables differ. */
export interface TableDifference {
  readonly rows: TableCounts;
  readonly columns: TableCounts;
  readonly addedColumns: readonly ColumnPlace[];
  readonly removedColumns: readonly ColumnPlace[];
  /** Changed cells of rows and columns that both tables have, in file order, at most `limit`. */
  readonly cells: readonly CellChange[];
  /** Changed cells that are not in `cells`. */
  readonly cellsLeftOut: number;
  /** Numbers that differ by no more than the tolerance. */
  readonly closeCells: number;
}

const DEFAULT_LIMIT = 1000;

/** Most characters of texts that recorded changes hold together, so that huge cells do not fill the memory. */
const RECORDED_CHARACTERS = 4 * 1024 * 1024;

/**
 * Compares two tables: rows by position, columns by name. Rows beyond the
 * shorter table are added or removed; so are columns that one table lacks, and
 * their cells do not count as changed. Reads each table once, in batches.
 *
 * @example
 * ```ts
 * import { compareTables } from "./table.ts";
 * import { assertEquals } from "@std/assert";
 * const table = (...rows: string[][]) => ({
 *   kind: "table" as const,
 *   columns: [{ name: "id" }, { name: "loss" }],
 *   rowCount: rows.length,
 *   async *rows() {
 *     yield await Promise.resolve(rows);
 *   },
 * });
 * const { rows, cells } = await compareTables(table(["1", "0.5"], ["2", "0.25"]), table(["1", "0.50"], ["2", "0.2"]));
 * assertEquals(rows, { old: 2, new: 2, added: 0, removed: 0, changed: 1 });
 * assertEquals(cells, [{ row: 1, column: "loss", position: 1, old: "0.25", new: "0.2" }]);
 * ```
 */
export async function compareTables(
  old: TableNode,
  fresh: TableNode,
  { tolerance, limit = DEFAULT_LIMIT }: TableOptions = {},
): Promise<TableDifference> {
  const comparison = new TableComparison(old, fresh, tolerance && !isExact(tolerance) ? tolerance : undefined, limit);
  await using before = new RowCursor(old);
  await using after = new RowCursor(fresh);
  for (;;) {
    const oldRows = await before.available(), newRows = await after.available();
    const both = Math.min(oldRows, newRows);
    for (let i = 0; i < both; i++) comparison.compareRow(before.taken, before.take(), after.take());
    if (both > 0) continue;
    if (oldRows === 0 && newRows === 0) return comparison.finish(before.taken, after.taken);
    before.skip(oldRows);
    after.skip(newRows);
  }
}

class TableComparison {
  readonly #columns: PairedColumns;
  readonly #widths: { readonly old: number; readonly new: number };
  readonly #tolerance: Tolerance | undefined;
  readonly #limit: number;
  readonly #cells: CellChange[] = [];
  readonly #changedColumns = new Set<number>();
  #changedRows = 0;
  #changedCells = 0;
  #closeCells = 0;
  #characters = 0;

  constructor(old: TableNode, fresh: TableNode, tolerance: Tolerance | undefined, limit: number) {
    this.#columns = pairColumns(old.columns, fresh.columns);
    this.#widths = { old: old.columns.length, new: fresh.columns.length };
    this.#tolerance = tolerance;
    this.#limit = limit;
  }

  compareRow(row: number, old: Row, fresh: Row): void {
    const before = this.#changedCells;
    for (const { name, old: oldIndex, new: newIndex } of this.#columns.pairs) {
      const oldCell = old[oldIndex] ?? null, newCell = fresh[newIndex] ?? null;
      if (oldCell === newCell || this.#agree(oldCell, newCell)) continue;
      this.#changedColumns.add(newIndex);
      this.#record({ row, column: name, position: newIndex, old: oldCell, new: newCell });
    }
    this.#compareBeyond(row, old, fresh);
    if (this.#changedCells > before) this.#changedRows++;
  }

  finish(oldRows: number, newRows: number): TableDifference {
    const { added, removed } = this.#columns;
    return {
      rows: {
        old: oldRows,
        new: newRows,
        added: Math.max(0, newRows - oldRows),
        removed: Math.max(0, oldRows - newRows),
        changed: this.#changedRows,
      },
      columns: {
        old: this.#widths.old,
        new: this.#widths.new,
        added: added.length,
        removed: removed.length,
        changed: this.#changedColumns.size,
      },
      addedColumns: added,
      removedColumns: removed,
      cells: this.#cells,
      cellsLeftOut: this.#changedCells - this.#cells.length,
      closeCells: this.#closeCells,
    };
  }

  /** Cells of ragged rows beyond the last column: the first of one side with the first of the other, and so on. */
  #compareBeyond(row: number, old: Row, fresh: Row): void {
    const count = Math.max(old.length - this.#widths.old, fresh.length - this.#widths.new);
    for (let i = 0; i < count; i++) {
      const position = this.#widths.new + i;
      const oldCell = old[this.#widths.old + i] ?? null, newCell = fresh[position] ?? null;
      if (this.#agree(oldCell, newCell)) continue;
      this.#record({ row, column: null, position, old: oldCell, new: newCell });
    }
  }

  /** Whether two cells are the same, or close by the tolerance: those are counted. */
  #agree(old: Cell, fresh: Cell): boolean {
    if (sameCell(old, fresh)) return true;
    const close = this.#tolerance !== undefined && sameCell(old, fresh, this.#tolerance);
    if (close) this.#closeCells++;
    return close;
  }

  #record(change: CellChange): void {
    this.#changedCells++;
    this.#characters += String(change.old).length + String(change.new).length;
    // Once one is left out, so are all behind it: what is recorded is the beginning.
    if (this.#cells.length === this.#limit || this.#characters > RECORDED_CHARACTERS) return;
    this.#cells.push(change);
  }
}

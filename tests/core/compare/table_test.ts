import { assert, assertEquals } from "@std/assert";
import { sameCell } from "../../../core/compare/cell.ts";
import { pairColumns } from "../../../core/compare/pair_columns.ts";
import { compareTables } from "../../../core/compare/table.ts";
import type { Cell, TableNode } from "../../../core/model/table.ts";

/** A table that gives its rows in batches of `batch`. */
function table(names: readonly string[], rows: readonly (readonly Cell[])[], batch = 2): TableNode {
  return {
    kind: "table",
    columns: names.map((name) => ({ name })),
    rowCount: null,
    async *rows() {
      for (let i = 0; i < rows.length; i += batch) yield await Promise.resolve(rows.slice(i, i + batch));
    },
  };
}

Deno.test("compareTables() finds nothing between a table and itself, in batches of any size", async () => {
  const rows = [["1", "a"], ["2", ""], ["3"], ["4", "b", "c"], []];
  for (const batch of [1, 2, 5]) {
    const difference = await compareTables(table(["id", "x"], rows, 3), table(["id", "x"], rows, batch));
    assertEquals(difference, {
      rows: { old: 5, new: 5, added: 0, removed: 0, changed: 0 },
      columns: { old: 2, new: 2, added: 0, removed: 0, changed: 0 },
      addedColumns: [],
      removedColumns: [],
      cells: [],
      cellsLeftOut: 0,
      closeCells: 0,
    });
  }
});

Deno.test("compareTables() counts rows, columns and cells that changed", async () => {
  const old = table(["id", "a", "b"], [["1", "x", "y"], ["2", "x", "y"], ["3", "x", "y"]]);
  const fresh = table(["id", "a", "b"], [["1", "X", "Y"], ["2", "x", "y"], ["3", "x", "Y"]]);
  const { rows, columns, cells } = await compareTables(old, fresh);
  assertEquals(rows, { old: 3, new: 3, added: 0, removed: 0, changed: 2 });
  assertEquals(columns, { old: 3, new: 3, added: 0, removed: 0, changed: 2 });
  assertEquals(cells, [
    { row: 0, column: "a", position: 1, old: "x", new: "X" },
    { row: 0, column: "b", position: 2, old: "y", new: "Y" },
    { row: 2, column: "b", position: 2, old: "y", new: "Y" },
  ]);
});

Deno.test("compareTables() pairs columns by name, wherever they stand", async () => {
  const old = table(["id", "gone", "x", "x"], [["1", "g", "a", "b"]]);
  const fresh = table(["x", "id", "come", "x"], [["a", "1", "c", "B"]]);
  const { columns, addedColumns, removedColumns, cells, rows } = await compareTables(old, fresh);
  assertEquals(columns, { old: 4, new: 4, added: 1, removed: 1, changed: 1 });
  assertEquals(addedColumns, [{ name: "come", index: 2 }]);
  assertEquals(removedColumns, [{ name: "gone", index: 1 }]);
  assertEquals(cells, [{ row: 0, column: "x", position: 3, old: "b", new: "B" }]);
  assertEquals(rows.changed, 1);
});

Deno.test("compareTables() adds and removes rows beyond the shorter table", async () => {
  const short = table(["id"], [["1"]]), long = table(["id"], [["1"], ["2"], ["3"], ["4"]]);
  assertEquals((await compareTables(short, long)).rows, { old: 1, new: 4, added: 3, removed: 0, changed: 0 });
  assertEquals((await compareTables(long, short)).rows, { old: 4, new: 1, added: 0, removed: 3, changed: 0 });
  assertEquals((await compareTables(table([], []), long)).rows, { old: 0, new: 4, added: 4, removed: 0, changed: 0 });
});

Deno.test("compareTables() compares ragged rows cell by cell", async () => {
  const old = table(["a", "b"], [["1"], ["1", "2", "3"], ["1", "2"]]);
  const fresh = table(["a", "b"], [["1", ""], ["1", "2", "4", "5"], ["1", "2"]]);
  const { cells, rows, columns } = await compareTables(old, fresh);
  assertEquals(cells, [
    { row: 0, column: "b", position: 1, old: null, new: "" },
    { row: 1, column: null, position: 2, old: "3", new: "4" },
    { row: 1, column: null, position: 3, old: null, new: "5" },
  ]);
  assertEquals([rows.changed, columns.changed], [2, 1]);
});

Deno.test("compareTables() applies a tolerance to numbers only", async () => {
  const old = table(["x", "name"], [["100", "a"], ["100", "b"]]);
  const fresh = table(["x", "name"], [["101", "a"], ["102", "c"]]);
  const { cells, closeCells } = await compareTables(old, fresh, { tolerance: { rtol: 0.01, atol: 0 } });
  assertEquals(closeCells, 1);
  assertEquals(cells.map(({ row, column }) => [row, column]), [[1, "x"], [1, "name"]]);
});

Deno.test("compareTables() records the first changes and counts the others", async () => {
  const rows = (text: string) => Array.from({ length: 50 }, () => [text, text]);
  const options = { limit: 3 };
  const { cells, cellsLeftOut, rows: counts } = await compareTables(
    table(["a", "b"], rows("x")),
    table(["a", "b"], rows("y")),
    options,
  );
  assertEquals(cells.map(({ row, column }) => [row, column]), [[0, "a"], [0, "b"], [1, "a"]]);
  assertEquals([cellsLeftOut, counts.changed], [97, 50]);
});

Deno.test("compareTables() records no more than a few megabytes of huge cells", async () => {
  const huge = "x".repeat(1_500_000);
  const difference = await compareTables(
    table(["a"], [["1"], ["2"], ["3"], ["4"]]),
    table(["a"], [[huge], [huge], [huge], ["5"]]),
  );
  assertEquals([difference.cells.length, difference.cellsLeftOut, difference.rows.changed], [2, 2, 4]);
});

Deno.test("compareTables() stops reading when one side fails", async () => {
  let closed = false;
  const endless: TableNode = {
    kind: "table",
    columns: [],
    rowCount: null,
    async *rows() {
      try {
        for (;;) yield await Promise.resolve([["1"]]);
      } finally {
        closed = true;
      }
    },
  };
  const broken: TableNode = {
    ...endless,
    rows: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new RangeError("broken")) }) }),
  };
  const outcome = await compareTables(endless, broken).catch((error) => error);
  assert(outcome instanceof RangeError);
  assert(closed);
});

Deno.test("sameCell() compares typed cells by value", () => {
  assert(sameCell(1, "1.0"));
  assert(sameCell(9007199254740993n, "9007199254740993"));
  assert(!sameCell(9007199254740993n, "9007199254740992"));
  assert(sameCell(NaN, "nan"));
  assert(!sameCell(true, "true"));
  assert(!sameCell(null, ""));
  assert(!sameCell("a", "A"));
});

Deno.test("pairColumns() keeps columns of one name apart", () => {
  const names = (...names: string[]) => names.map((name) => ({ name }));
  assertEquals(pairColumns(names("", ""), names("", "", "")), {
    pairs: [{ name: "", old: 0, new: 0 }, { name: "", old: 1, new: 1 }],
    added: [{ name: "", index: 2 }],
    removed: [],
  });
});

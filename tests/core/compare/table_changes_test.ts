import { assertEquals } from "@std/assert";
import { compareTableTasks } from "../../../core/compare/table_changes.ts";
import type { TableNode } from "../../../core/model/table.ts";

/** A table without rows. */
function table(columns: number, prefix: string): TableNode {
  const names = Array.from({ length: columns }, (_, index) => ({ name: `${prefix}${index}` }));
  return { kind: "table", columns: names, rowCount: 0, rows: async function* () {} };
}

Deno.test("compareTableTasks() takes as many columns as the limits allow", async () => {
  const { changes } = await compareTableTasks([{ keys: [], old: table(200_000, "a"), new: table(200_000, "b") }]);
  assertEquals(changes.length, 400_000);
});

/** A table of two rows with one column of a type, of an array of a shape. */
function records(dtype: string, shape?: readonly number[]): TableNode {
  const rows = async function* () {
    yield await Promise.resolve([[1], [2]]);
  };
  return { kind: "table", columns: [{ name: "id", dtype }], rowCount: 2, ...(shape ? { shape } : {}), rows };
}

Deno.test("compareTableTasks() tells another shape of the same rows", async () => {
  const shapes = [undefined, [1, 2], [2, 1]] as const;
  for (const [i, old] of shapes.entries()) {
    for (const [j, fresh] of shapes.entries()) {
      const task = { keys: ["x"], old: records("int32", old), new: records("int32", fresh) };
      const { changes } = await compareTableTasks([task]);
      assertEquals(changes.map(({ change, path }) => `${change} ${path}`), i === j ? [] : ["reshaped x"]);
    }
  }
});

Deno.test("compareTableTasks() tells another type of a column of the same values", async () => {
  const { changes } = await compareTableTasks([{ keys: [], old: records("int32"), new: records("float64") }]);
  assertEquals(changes.map(({ node, change, old, new: fresh }) => [node, change, old, fresh]), [
    ["column", "retyped", { type: "int32" }, { type: "float64" }],
  ]);
});

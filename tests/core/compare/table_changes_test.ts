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

import { assertEquals } from "@std/assert";
import { compareLeaves, tensorPairs } from "../../../core/compare/compare_leaves.ts";
import { dottedName } from "../../../core/model/tree_path.ts";
import type { TableNode } from "../../../core/model/table.ts";
import type { LeafNode } from "../../../core/model/tree.ts";
import { int, leaf, list, map, meta, text } from "../make_tree.ts";

const OPTIONS = { pathOf: dottedName };

/** Compares two nodes that are the same node, `x`. */
function pair(old: LeafNode, fresh: LeafNode) {
  return compareLeaves(
    { pairs: [{ old: leaf(old, "x"), new: leaf(fresh, "x") }], renamed: [], removed: [], added: [] },
    OPTIONS,
  );
}

Deno.test("compareLeaves() counts values that are the same and lists those that are not", () => {
  assertEquals(pair(int(1), int(1)), { changes: [], tensors: 0, tables: [], unchangedValues: 1, closeValues: 0 });
  assertEquals(pair(map({}), map({})).unchangedValues, 1);
  assertEquals(pair(int(1), int(2)).changes[0]!.change, "revalued");
  assertEquals(pair(map({}), list()).changes[0], {
    path: "x",
    keys: ["x"],
    node: "list",
    change: "retyped",
    old: { type: "map" },
    new: { type: "list" },
  });
});

Deno.test("compareLeaves() does not count what differs within the tolerance as the same", () => {
  const pairs = [[int(100), int(101)], [int(100), int(100)], [int(100), int(200)], [text("1"), text("1.0")]] as const;
  const { changes, unchangedValues, closeValues } = compareLeaves(
    {
      pairs: pairs.map(([old, fresh]) => ({ old: leaf(old, "x"), new: leaf(fresh, "x") })),
      renamed: [],
      removed: [],
      added: [],
    },
    { ...OPTIONS, tolerance: { rtol: 0.1, atol: 0 } },
  );
  assertEquals([changes.length, unchangedValues, closeValues], [2, 1, 1]);
});

Deno.test("compareLeaves() tells a tensor that became a value", () => {
  const [change] = pair(meta([2]), text("gone")).changes;
  assertEquals([change!.change, change!.old, change!.new], [
    "retyped",
    { dtype: "float32", shape: [2], elements: 2 },
    { type: "string", value: "gone" },
  ]);
});

Deno.test("compareLeaves() leaves tables and tensors to be read", () => {
  const table: TableNode = { kind: "table", columns: [], rowCount: 0, rows: async function* () {} };
  assertEquals(pair(table, table).tables.length, 1);
  const removed = leaf(meta([2]), "a"), added = leaf(meta([3]), "c");
  const both = { old: leaf(meta([2]), "x"), new: leaf(meta([2]), "x") };
  const matching = { pairs: [both], renamed: [], removed: [removed, leaf(int(1), "b")], added: [added] };
  const { tensors, changes } = compareLeaves(matching, OPTIONS);
  assertEquals([...tensorPairs(matching)], [both, { old: removed, new: null }, { old: null, new: added }]);
  assertEquals(tensors, 3);
  assertEquals(changes.map(({ path, change, new: fresh }) => [path, change, fresh]), [["b", "removed", null]]);
});

import { assertEquals } from "@std/assert";
import { artefactKind, pairKind } from "../../../core/model/comparison_kind.ts";
import { collectLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { TableNode } from "../../../core/model/table.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import { int, list, map, meta } from "../make_tree.ts";

Deno.test("artefactKind() goes by what a file holds", () => {
  const kindOf = (root: TreeNode) => artefactKind(root, collectLeaves(root, "a", DEFAULT_LIMITS));
  const table: TableNode = { kind: "table", columns: [], rowCount: 0, rows: async function* () {} };
  assertEquals(kindOf(meta([2])), "array");
  assertEquals(kindOf(map({ a: list(int(1), meta([2])) })), "model");
  assertEquals(kindOf(table), "table");
  assertEquals(kindOf(map({ a: int(1) })), "document");
  assertEquals(kindOf(map({})), "document");
  assertEquals(kindOf(int(1)), "document");
});

Deno.test("pairKind() does not depend on which file is the old one", () => {
  const kinds = ["model", "array", "table", "document"] as const;
  for (const a of kinds) {
    for (const b of kinds) assertEquals(pairKind(a, b), pairKind(b, a));
    assertEquals([pairKind(a, a), pairKind("model", a)], [a, "model"]);
  }
});

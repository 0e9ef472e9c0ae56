import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Change } from "../../core/model/report.ts";
import { RULES } from "../../core/rules/rules.ts";

const SIDE = { dtype: "float32", shape: [2], elements: 2 };
const PLACE = { path: "a", keys: ["a"] };

/** Changes of every kind of node, with as little as a report may hold. */
const BARE: readonly Change[] = [
  { ...PLACE, node: "tensor", change: "unchanged", old: SIDE, new: SIDE },
  { ...PLACE, node: "tensor", change: "added", old: null, new: SIDE },
  { ...PLACE, node: "tensor", change: "removed", old: SIDE, new: null },
  { ...PLACE, node: "scalar", change: "revalued", old: { type: "int", value: 1 }, new: { type: "int", value: 2 } },
  { ...PLACE, node: "metadata", change: "added", old: null, new: { type: "string", value: "" } },
  { ...PLACE, node: "map", change: "retyped", old: { type: "map" }, new: { type: "list" } },
];

Deno.test("RULES have ids of their own", () => {
  const ids = RULES.map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const id of ids) assertMatch(id, /^[a-z]+(-[a-z0-9]+)*$/);
});

for (const { id, severity, basis, check } of RULES) {
  Deno.test(`${id} finds nothing where nothing was measured`, () => {
    assert(["error", "warn", "info"].includes(severity));
    assert(["measured", "binned", "sampled", "inferred"].includes(basis));
    for (const change of BARE) assertEquals(check(change), null, change.node);
  });
}

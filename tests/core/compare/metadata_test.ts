import { assertEquals } from "@std/assert";
import { compareMetadata } from "../../../core/compare/metadata.ts";
import type { MapNode } from "../../../core/model/tree.ts";
import { int, list, map, meta, text } from "../make_tree.ts";

/** Each change as its path and kind. */
function changes(old: MapNode | undefined, fresh: MapNode | undefined): string[] {
  return compareMetadata(old, fresh).changes.map(({ path, change }) => `${change} ${path}`);
}

Deno.test("compareMetadata() tells added, removed and changed entries, and marks them as metadata", () => {
  const old = map({ format: text("pt"), step: text("1"), gone: text("x") });
  const fresh = map({ step: text("2"), format: text("pt"), author: text("y") });
  assertEquals(changes(old, fresh), [
    "revalued __metadata__.step",
    "removed __metadata__.gone",
    "added __metadata__.author",
  ]);
  assertEquals(compareMetadata(old, fresh).changes[0], {
    path: "__metadata__.step",
    keys: ["__metadata__", "step"],
    node: "metadata",
    change: "revalued",
    old: { type: "string", value: "1" },
    new: { type: "string", value: "2" },
  });
});

Deno.test("compareMetadata() takes a side without metadata for an empty one", () => {
  assertEquals(changes(undefined, map({ a: int(1) })), ["added __metadata__.a"]);
  assertEquals(changes(undefined, undefined), []);
});

Deno.test("compareMetadata() looks into containers", () => {
  const nested = (value: number) => map({ config: map({ layers: list(int(1), int(value)), name: text("a") }) });
  assertEquals(changes(nested(2), nested(2)), []);
  assertEquals(changes(nested(2), nested(3)), ["revalued __metadata__.config.layers.1"]);
  assertEquals(changes(map({ a: list() }), map({ a: map({}) })), ["retyped __metadata__.a"]);
  assertEquals(changes(map({ a: list() }), map({ a: text("x") })), ["retyped __metadata__.a"]);
});

Deno.test("compareMetadata() leaves tensors in both to be measured, as state, and tells their shapes and types", () => {
  const compared = compareMetadata(map({ a: map({ grad: meta([2]) }) }), map({ a: map({ grad: meta([3]) }) }));
  const [task] = compared.tensors;
  assertEquals([task?.path, task?.role, task?.change], ["__metadata__.a.grad", "state", "reshaped"]);
  assertEquals(changes(map({ grad: meta([2]) }), map({})), ["removed __metadata__.grad"]);
});

Deno.test("compareMetadata() takes a hundred thousand entries and more", () => {
  const entries = (value: number) => ({
    kind: "map" as const,
    entries: new Map(Array.from({ length: 300_000 }, (_, index) => [`k${index}`, int(value)])),
  });
  assertEquals(compareMetadata(entries(1), entries(2)).changes.length, 300_000);
});

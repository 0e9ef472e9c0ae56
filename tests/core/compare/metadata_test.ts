import { assertEquals } from "@std/assert";
import { compareMetadata } from "../../../core/compare/metadata.ts";
import type { MapNode } from "../../../core/model/tree.ts";
import { int, list, map, text } from "../make_tree.ts";

/** Each change as its path and kind. */
function changes(old: MapNode | undefined, fresh: MapNode | undefined): string[] {
  return compareMetadata(old, fresh).map(({ path, change }) => `${change} ${path}`);
}

Deno.test("compareMetadata() tells added, removed and changed entries, and marks them as metadata", () => {
  const old = map({ format: text("pt"), step: text("1"), gone: text("x") });
  const fresh = map({ step: text("2"), format: text("pt"), author: text("y") });
  assertEquals(changes(old, fresh), [
    "revalued __metadata__.step",
    "removed __metadata__.gone",
    "added __metadata__.author",
  ]);
  assertEquals(compareMetadata(old, fresh)[0], {
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

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { LimitError } from "../../../core/model/errors.ts";
import { collectLeaves, TreeLeaves, twinOf, WantedLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import { int, list, map, text } from "../make_tree.ts";

const LIMITS = { nodes: 1000, depth: 20 };

function keysOf(root: TreeNode): readonly (readonly string[])[] {
  return collectLeaves(root, "a.json", LIMITS).map(({ keys }) => keys);
}

Deno.test("collectLeaves() gives leaves in file order, empty containers among them", () => {
  const root = map({ b: list(int(1), map({})), a: map({ c: list(), d: text("x") }), "": int(2) });
  assertEquals(keysOf(root), [["b", "0"], ["b", "1"], ["a", "c"], ["a", "d"], [""]]);
});

Deno.test("collectLeaves() gives a root that is a leaf no keys", () => {
  assertEquals(keysOf(int(1)), [[]]);
  assertEquals(keysOf(map({})), [[]]);
});

Deno.test("collectLeaves() gives an opaque object's class beside its parts", () => {
  const opaque: TreeNode = { kind: "opaque", typeName: "lib.Thing", parts: new Map([["state", int(1)]]) };
  const leaves = collectLeaves(map({ x: opaque }), "a.pth", LIMITS);
  assertEquals(leaves.map(({ keys }) => keys), [["x", "__class__"], ["x", "state"]]);
  assertEquals(leaves[0]!.node, text("lib.Thing"));
});

Deno.test("collectLeaves() stops at a shared structure that unfolds without end", () => {
  let bomb: TreeNode = int(1);
  for (let level = 0; level < 15; level++) bomb = list(bomb, bomb);
  const error = assertThrows(() => keysOf(bomb), LimitError);
  assertEquals(error.message, 'Cannot read "a.json": its tree unfolds to more than 1000 nodes');
});

Deno.test("collectLeaves() stops at a structure that is too deep, and costs no stack", () => {
  let deep: TreeNode = int(1);
  for (let level = 0; level < 100_000; level++) deep = list(deep);
  const error = assertThrows(() => keysOf(deep), LimitError);
  assertEquals(error.message, 'Cannot read "a.json": it is nested deeper than 20 levels');
});

Deno.test("collectLeaves() stops where many leaves lie so deep that their keys fill the memory", () => {
  let deep: TreeNode = list(...Array.from({ length: 900 }, () => int(1)));
  for (let level = 0; level < 18; level++) deep = list(deep);
  assertThrows(() => keysOf(deep), LimitError, "nested too deep on average");
});

Deno.test("collectLeaves() takes 100,000 leaves", () => {
  const root = map({ model: map(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`w${i}`, int(i)]))) });
  const start = performance.now();
  assertEquals(collectLeaves(root, "a.pth", DEFAULT_LIMITS).length, 100_000);
  assertEquals(performance.now() - start < 3000, true);
});

Deno.test("TreeLeaves finds every leaf by its keys, and nothing else", () => {
  const opaque: TreeNode = { kind: "opaque", typeName: "lib.Thing", parts: new Map([["__class__", int(1)]]) };
  const root = map({ "a.b": list(int(1), map({})), "": int(2), x: opaque });
  const leaves = new TreeLeaves(root, "a.json", LIMITS);
  const found = [...leaves];
  assertEquals(leaves.size, found.length);
  assertEquals(found.map(({ keys, node }) => leaves.find(keys) === node || keys.at(-1)), [
    true,
    true,
    true,
    '"__class__"', // Made when it is asked for.
    true,
  ]);
  for (const keys of [[], ["a"], ["a.b"], ["a.b", "2"], ["a.b", "00"], ["a.b", "-1"], ["a.b", "1", "z"], ["x"]]) {
    assertEquals(leaves.find(keys), undefined, JSON.stringify(keys));
  }
  const scalar = new TreeLeaves(int(7), "a.json", LIMITS);
  assertEquals([scalar.size, scalar.find([])], [1, int(7)]);
});

Deno.test("WantedLeaves has only the leaves whose keys are wanted", () => {
  const all = new TreeLeaves(map({ a: int(1), b: int(2) }), "a.json", LIMITS);
  const wanted = new WantedLeaves(all, ([key]) => key === "b");
  assertEquals([wanted.size, Array.from(wanted, ({ keys }) => keys)], [1, [["b"]]]);
  assertEquals([wanted.find(["a"]), wanted.find(["b"])], [undefined, int(2)]);
});

Deno.test("twinOf() gives the same keys another node", () => {
  const [leaf] = collectLeaves(map({ a: list(int(1)) }), "a.json", LIMITS);
  for (const each of [leaf!, { keys: ["a", "0"], node: int(1) }]) {
    const twin = twinOf(each, int(2));
    assertEquals([twin.keys, twin.node], [["a", "0"], int(2)]);
    assertStrictEquals(each.node.kind, "scalar");
  }
});

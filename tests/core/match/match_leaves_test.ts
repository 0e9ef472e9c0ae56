import { assert, assertEquals } from "@std/assert";
import { byDottedName, byNameInStateDict, matchLeaves } from "../../../core/match/match_leaves.ts";
import type { Leaf, LeafTable } from "../../../core/model/leaf.ts";
import { int, leaf, list, map, meta } from "../make_tree.ts";

const MODEL = [byDottedName];

/** A list of leaves as a table; their keys are all different. */
function tableOf(leaves: readonly Leaf[]): LeafTable {
  const byKeys = new Map(leaves.map(({ keys, node }) => [JSON.stringify(keys), node]));
  return {
    size: leaves.length,
    [Symbol.iterator]: () => leaves[Symbol.iterator](),
    find: (keys) => byKeys.get(JSON.stringify(keys)),
  };
}

/** Names of pairs, removed and added leaves, as JSON of their keys. */
function summary(old: readonly Leaf[], fresh: readonly Leaf[], names = MODEL) {
  const { pairs, removed, added } = matchLeaves(tableOf(old), tableOf(fresh), names);
  const keysOf = ({ keys }: Leaf) => keys;
  return {
    pairs: Array.from(pairs, (pair) => [pair.old.keys, pair.new.keys]),
    removed: removed.map(keysOf),
    added: added.map(keysOf),
  };
}

Deno.test("matchLeaves() pairs a nested checkpoint with its flat twin in file order", () => {
  const nested = [leaf(meta([2]), "layer1", "0", "weight"), leaf(meta([3]), "fc", "bias"), leaf(meta([1]), "gone")];
  const flat = [leaf(meta([3]), "fc.bias"), leaf(meta([2]), "layer1.0.weight"), leaf(meta([4]), "fresh")];
  assertEquals(summary(nested, flat), {
    pairs: [[["layer1", "0", "weight"], ["layer1.0.weight"]], [["fc", "bias"], ["fc.bias"]]],
    removed: [["gone"]],
    added: [["fresh"]],
  });
});

Deno.test("matchLeaves() prefers exact keys to equal names", () => {
  const both = [leaf(int(1), "a.b"), leaf(int(2), "a", "b")];
  assertEquals(summary(both, both.toReversed()).pairs, [[["a.b"], ["a.b"]], [["a", "b"], ["a", "b"]]]);
});

Deno.test("matchLeaves() pairs nothing by a name that is not unique", () => {
  const ambiguous = [leaf(int(1), "a", "b.c"), leaf(int(2), "a.b", "c")];
  assertEquals(summary(ambiguous, [leaf(int(1), "a.b.c")]), {
    pairs: [],
    removed: [["a", "b.c"], ["a.b", "c"]],
    added: [["a.b.c"]],
  });
});

Deno.test("matchLeaves() tells keys apart that only look alike when joined", () => {
  const quoted = [leaf(int(1), 'a","b')], split = [leaf(int(1), "a", "b")];
  assertEquals(summary(quoted, split, []).pairs, []);
});

Deno.test("byNameInStateDict() finds the model in a checkpoint, and tensors only", () => {
  const checkpoint = [
    leaf(meta([2]), "state_dict", "fc.weight"),
    leaf(int(3), "state_dict", "version"),
    leaf(int(7), "epoch"),
  ];
  const alone = [leaf(meta([2]), "fc.weight"), leaf(int(3), "version")];
  const names = [...MODEL, byNameInStateDict(["state_dict"], [])];
  assertEquals(summary(checkpoint, alone, names), {
    pairs: [[["state_dict", "fc.weight"], ["fc.weight"]]],
    removed: [["state_dict", "version"], ["epoch"]],
    added: [["version"]],
  });
  const other = [leaf(meta([2]), "model", "fc", "weight")];
  const both = [...MODEL, byNameInStateDict(["state_dict"], ["model"])];
  assertEquals(summary(checkpoint, other, both).pairs, [[["state_dict", "fc.weight"], ["model", "fc", "weight"]]]);
});

Deno.test("matchLeaves() does not report a container that was filled or emptied", () => {
  const empty = [leaf(map({}), "a"), leaf(list(), "b"), leaf(map({}), "c")];
  const filled = [leaf(int(1), "a", "x"), leaf(int(2), "a", "y"), leaf(int(3), "b", "0")];
  assertEquals(summary(empty, filled, []), {
    pairs: [],
    removed: [["c"]],
    added: [["a", "x"], ["a", "y"], ["b", "0"]],
  });
  assertEquals(summary(filled, empty, []).added, [["c"]]);
});

Deno.test("matchLeaves() takes an emptied root", () => {
  assertEquals(summary([leaf(map({}))], [leaf(int(1), "a")], []), { pairs: [], removed: [], added: [["a"]] });
});

Deno.test("matchLeaves() takes time linear in the number of leaves", () => {
  const leaves = (offset: number) =>
    Array.from({ length: 100_000 }, (_, i) => leaf(meta([1]), "model", `w${i + offset}`));
  const start = performance.now();
  const names = [...MODEL, byNameInStateDict(["model"], [])];
  const { pairs, removed } = matchLeaves(tableOf(leaves(0)), tableOf(leaves(50_000)), names);
  assertEquals([[...pairs].length, removed.length], [50_000, 50_000]);
  assert(performance.now() - start < 5000);
});

import { assertEquals } from "@std/assert";
import { byNameInStateDict } from "../../../core/match/match_leaves.ts";
import { matchRenames } from "../../../core/match/match_renames.ts";
import type { Leaf } from "../../../core/model/leaf.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { int, leaf, meta } from "../make_tree.ts";

const CONTENT = { blockBytes: 1024 };

function bytes(...values: readonly number[]): TensorNode {
  return meta([values.length], "uint8", { data: { blocks: () => [Uint8Array.from(values)] } });
}

async function summary(removed: readonly Leaf[], added: readonly Leaf[], content?: typeof CONTENT, root = "model") {
  const inModel = byNameInStateDict([root], [root]);
  const before = { pairs: [], renamed: [], removed, added };
  const { matching, notes } = await matchRenames(before, { inModel, file: "b.pth", ...(content ? { content } : {}) });
  const name = ({ keys }: Leaf) => keys.join(".");
  return {
    renamed: matching.renamed.map((pair) => `${name(pair.old)} ${name(pair.new)}`),
    left: [matching.removed.map(name), matching.added.map(name)],
    notes: notes.map(({ severity, reason }) => `${severity}: ${reason}`),
  };
}

Deno.test("matchRenames() rewrites names within the model, whatever is beside it", async () => {
  const removed = [leaf(meta([2]), "model", "a"), leaf(int(1), "step")];
  const added = [leaf(meta([2]), "ema", "a"), leaf(meta([2]), "model", "module.a")];
  assertEquals(await summary(removed, added), {
    renamed: ["model.a model.module.a"],
    left: [["step"], ["ema.a"]],
    notes: [],
  });
});

Deno.test("matchRenames() rewrites names beside the model, too", async () => {
  const { renamed } = await summary([leaf(meta([2]), "old", "ema", "a")], [leaf(meta([2]), "ema", "a")]);
  assertEquals(renamed, ["old.ema.a ema.a"]);
});

Deno.test("matchRenames() looks at bytes only where names do not tell, and only if it may", async () => {
  const removed = [leaf(bytes(1, 2), "model", "x"), leaf(bytes(5, 6), "model", "m.y")];
  const added = [leaf(bytes(7, 8), "model", "y"), leaf(bytes(1, 2), "model", "z")];
  assertEquals((await summary(removed, added)).renamed, ["model.m.y model.y"]);
  assertEquals((await summary(removed, added, CONTENT)).renamed, ["model.x model.z", "model.m.y model.y"]);
});

Deno.test("matchRenames() notes what several ways explain equally well, and how many it does not name", async () => {
  const many = (prefix: string) => Array.from({ length: 4 }, (_, index) => leaf(bytes(0, 0), `${prefix}${index}`));
  assertEquals(await summary(many("a"), [leaf(bytes(0, 0), "b\n")], CONTENT), {
    renamed: [],
    left: [["a0", "a1", "a2", "a3"], ["b\n"]],
    notes: [
      "note: tensors of equal content were removed and added, and which became which cannot be told: " +
      'removed "a0", "a1" and 2 more; added "b\\n"',
    ],
  });
  const { notes } = await summary([leaf(meta([2]), "a.w"), leaf(meta([2]), "b.w")], [leaf(meta([2]), "w")]);
  assertEquals(notes, [
    'note: several rewrites of names pair equally many tensors, so none was chosen: "a.* -> *", "b.* -> *"',
  ]);
});

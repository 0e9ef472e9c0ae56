import { assert, assertEquals } from "@std/assert";
import { matchByRewrite, type NamedTensors } from "../../../core/match/match_by_rewrite.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { leaf, meta } from "../make_tree.ts";

/** Tensors by name; a name alone stands for one that all the others are like. */
function named(...tensors: readonly (string | readonly [name: string, node: TensorNode])[]): NamedTensors {
  return new Map(tensors.map((each) => {
    const [name, node] = typeof each === "string" ? [each, meta([2])] as const : each;
    return [name, leaf(node, name)];
  }));
}

/** Pairs of names, with the rewrite of the first. */
function summary(old: NamedTensors, fresh: NamedTensors) {
  const { pairs, ambiguous } = matchByRewrite(old, fresh);
  return {
    pairs: pairs.map((pair) => `${pair.old.keys} ${pair.new.keys}`),
    rewrite: pairs[0]?.rewrite,
    ambiguous: ambiguous.map((rewrite) => `${rewrite.old}* ${rewrite.new}*`),
  };
}

Deno.test("matchByRewrite() drops or adds the leading part that pairs the most", () => {
  const wrapped = named("module._orig_mod.a.w", "module._orig_mod.a.b", "other.a.w"), plain = named("a.w", "a.b", "c");
  const pairs = ["module._orig_mod.a.w a.w", "module._orig_mod.a.b a.b"];
  assertEquals(summary(wrapped, plain), { pairs, rewrite: { old: "module._orig_mod.", new: "" }, ambiguous: [] });
  assertEquals(summary(plain, wrapped).rewrite, { old: "", new: "module._orig_mod." });
});

Deno.test("matchByRewrite() takes the same kind of element and the same shape for evidence alone", () => {
  const old = named(["m.a", meta([2])], ["m.b", meta([2])], ["m.c", meta([2], "int64")], ["m.d", meta([2])]);
  const fresh = named(["a", meta([2], "bfloat16")], ["b", meta([3])], ["c", meta([2])], "d");
  assertEquals(summary(old, fresh).pairs, ["m.a a", "m.d d"]);
});

Deno.test("matchByRewrite() pairs what the rewrite leads to beside its evidence, if that is less", () => {
  const old = named("a", "b", ["head", meta([10])]);
  assertEquals(summary(old, named("m.a", "m.b", ["m.head", meta([3])])).pairs, ["a m.a", "b m.b", "head m.head"]);
  assertEquals(summary(named("a", ["head", meta([10])]), named("m.a", ["m.head", meta([3])])).pairs, ["a m.a"]);
});

Deno.test("matchByRewrite() chooses nothing among rewrites that pair equally many", () => {
  assertEquals(summary(named("a.w", "b.w"), named("w")), {
    pairs: [],
    rewrite: undefined,
    ambiguous: ["a.* *", "b.* *"],
  });
});

Deno.test("matchByRewrite() takes rewrites that pair equally many of different tensors", () => {
  assertEquals(summary(named("a.x", "y"), named("x", "b.y")).pairs, ["a.x x", "y b.y"]);
});

Deno.test("matchByRewrite() exchanges what all names begin with where that pairs every tensor", () => {
  const old = named("layer1.0.conv.w", "layer1.0.conv.b"), fresh = named("stage1.conv.w", "stage1.conv.b");
  assertEquals(summary(old, fresh), {
    pairs: ["layer1.0.conv.w stage1.conv.w", "layer1.0.conv.b stage1.conv.b"],
    rewrite: { old: "layer1.0.conv.", new: "stage1.conv." },
    ambiguous: [],
  });
  assertEquals(summary(old, named("stage1.conv.w", "stage1.other.b")).pairs, []);
  assertEquals(summary(old, named("stage1.conv.w", "stage1.conv.b", "stage1.conv.c")).pairs, []);
  assertEquals(summary(named("a.w"), named("b.w")).pairs, [], "one name is no evidence");
});

Deno.test("matchByRewrite() pairs nothing by a name that several have", () => {
  assertEquals(summary(new Map([["m.a", null]]), named("a")).pairs, []);
  assertEquals(summary(named("m.a"), new Map([["a", null]])).pairs, []);
});

Deno.test("matchByRewrite() takes time linear in the number of tensors, however many dots their names have", () => {
  const dotted = ".x".repeat(500);
  const names = (prefix: string) =>
    named(...Array.from({ length: 20_000 }, (_, index) => `${prefix}${index}${dotted}`));
  const start = performance.now();
  assertEquals(matchByRewrite(names("module.a"), names("a")).pairs.length, 20_000);
  assert(performance.now() - start < 5000);
});

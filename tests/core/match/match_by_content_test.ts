import { assertEquals, assertRejects } from "@std/assert";
import { matchByContent } from "../../../core/match/match_by_content.ts";
import { SourceError } from "../../../core/model/errors.ts";
import type { TensorLeaf } from "../../../core/model/leaf.ts";
import type { TensorData, TensorNode } from "../../../core/model/tensor.ts";
import { leaf, meta } from "../make_tree.ts";

const BLOCKS = { blockBytes: 16 };

function bytes(name: string, values: readonly number[], shape = [values.length], rest: Partial<TensorNode> = {}) {
  return leaf(meta(shape, "uint8", { data: { blocks: (size) => blocksOf(values, size) }, ...rest }), name);
}

function* blocksOf(values: readonly number[], size: number): Generator<Uint8Array> {
  for (let at = 0; at < values.length; at += size) yield Uint8Array.from(values.slice(at, at + size));
}

/** A tensor that must not be read, or whose reading fails. */
function failing(name: string, shape: readonly number[], error: Error): TensorLeaf {
  const data: TensorData = {
    blocks: () => {
      throw error;
    },
  };
  return leaf(meta(shape, "uint8", { data }), name);
}

async function summary(old: readonly TensorLeaf[], fresh: readonly TensorLeaf[]) {
  const { pairs, ambiguous } = await matchByContent(old, fresh, BLOCKS);
  const names = (leaves: readonly TensorLeaf[]) => leaves.map(({ keys }) => keys.join("."));
  return {
    pairs: pairs.map((pair) => names([pair.old, pair.new])),
    ambiguous: [names(ambiguous.old), names(ambiguous.new)],
  };
}

const NONE = { pairs: [], ambiguous: [[], []] };

Deno.test("matchByContent() pairs equal bytes that each side has once", async () => {
  const long = Array.from({ length: 300 }, (_, index) => index % 251), other = long.with(299, 0);
  assertEquals(
    await summary([bytes("a", long), bytes("b", other), bytes("gone", [1])], [bytes("c", other), bytes("d", long)]),
    { pairs: [["a", "d"], ["b", "c"]], ambiguous: [[], []] },
  );
});

Deno.test("matchByContent() does not choose among several of equal bytes", async () => {
  assertEquals(await summary([bytes("a", [0, 0]), bytes("b", [0, 0])], [bytes("c", [0, 0])]), {
    pairs: [],
    ambiguous: [["a", "b"], ["c"]],
  });
});

Deno.test("matchByContent() keeps equal bytes of other shapes, types and scales apart", async () => {
  assertEquals(await summary([bytes("a", [1, 2])], [bytes("b", [1, 2], [2, 1])]), NONE);
  assertEquals(await summary([bytes("a", [1, 2])], [bytes("b", [1, 2], [2], { dtype: meta([], "int8").dtype })]), NONE);
  const quantization = { scheme: "per_tensor", scales: [2], zeroPoints: [0] } as const;
  assertEquals(await summary([bytes("a", [1, 2])], [bytes("b", [1, 2], [2], { quantization })]), NONE);
});

Deno.test("matchByContent() reads no tensor whose type and shape the other side lacks", async () => {
  const defect = new Error("This tensor was read");
  assertEquals(await summary([failing("a", [2], defect), bytes("b", [1])], [failing("c", [3], defect)]), NONE);
  await assertRejects(() => matchByContent([failing("a", [1], defect)], [bytes("b", [1])], BLOCKS), Error, "was read");
});

Deno.test("matchByContent() takes nothing without elements or data for the same", async () => {
  assertEquals(await summary([bytes("a", [])], [bytes("b", [])]), NONE);
  assertEquals(await summary([leaf(meta([2]), "a")], [leaf(meta([2]), "b")]), NONE);
});

Deno.test("matchByContent() leaves a tensor that cannot be read to those who measure it", async () => {
  const error = new SourceError("it ends early", { file: "a.pth" });
  assertEquals(await summary([failing("a", [1], error), bytes("b", [7])], [bytes("c", [7])]), {
    pairs: [["b", "c"]],
    ambiguous: [[], []],
  });
});

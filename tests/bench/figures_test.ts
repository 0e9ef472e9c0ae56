import { assertEquals } from "@std/assert";
import { compareFigures, readFigures } from "../../bench/figures.ts";

const REPORT = JSON.stringify({
  changes: [
    {
      path: "a",
      node: "tensor",
      old: { mean: 1, zeros: 3, dtype: "float32" },
      new: { mean: 2, zeros: 3 },
      measures: { l2: 5, snr_db: "Infinity", max_abs_index: [1, 2], cosine: null },
    },
    { path: "epoch", node: "scalar", old: { value: 1 }, new: { value: 2 } },
  ],
});
const OURS = readFigures("report", REPORT);

/** How a peer's figures of the tensor `a` agree. */
function agreement(a: unknown) {
  return compareFigures(OURS, readFigures("by_tensor", JSON.stringify({ a })));
}

Deno.test("compareFigures() allows sums another order, and counts and places nothing", () => {
  assertEquals(agreement({ old: { mean: 1 + 1e-7 }, measures: { max_abs_index: [1, 2] } }).differing, []);
  assertEquals(agreement({ old: { mean: 1 + 1e-5 } }).differing, ["a: old.mean 1 and 1.00001"]);
  assertEquals(agreement({ old: { zeros: 3 + 1e-9 } }).differing, ["a: old.zeros 3 and 3.000000001"]);
  assertEquals(agreement({ measures: { max_abs_index: [2, 1] } }).differing, [
    "a: measures.max_abs_index [1,2] and [2,1]",
  ]);
});

Deno.test("compareFigures() tells undefined, infinite and missing figures from numbers", () => {
  assertEquals(agreement({ measures: { cosine: null, snr_db: "Infinity" } }), { figures: 2, worst: 0, differing: [] });
  assertEquals(agreement({ measures: { cosine: 0 } }).differing, ["a: measures.cosine null and 0"]);
  assertEquals(agreement({ measures: { rms: 1 } }).differing, ["a: measures.rms undefined and 1"]);
});

Deno.test("compareFigures() names the largest difference, and the first ones that are too large", () => {
  const theirs = new Map([["b", new Map(Array.from({ length: 9 }, (_, i) => [`old.${i}`, i] as const))]]);
  assertEquals(compareFigures(OURS, theirs).differing.length, 5);
  assertEquals(agreement({ old: { mean: 2 }, new: { mean: 2 } }).worst, 0.5);
});

Deno.test("readFigures() knows the names of sft-cli", () => {
  const text = JSON.stringify({
    value_diffs: { a: { max_abs: 1, mean_abs: 2, l2_norm: 5, rel_l2: 4, cosine_sim: 0 } },
  });
  const found = readFigures("sft", text).get("a")!;
  assertEquals(
    [...found.keys()],
    ["max_abs", "mean_abs", "l2", "relative_l2", "cosine"].map((name) => `measures.${name}`),
  );
  assertEquals(found.get("measures.l2"), 5);
});

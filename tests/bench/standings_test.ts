import { assertAlmostEquals, assertEquals } from "@std/assert";
import { ROWS } from "../../bench/rows.ts";
import { isMissed, isSlower, standings } from "../../bench/standings.ts";
import type { ContestantResult } from "../../bench/results.ts";
import { ran } from "./make_results.ts";

function standingsOf(id: string, ...measured: ContestantResult[]) {
  return standings(ROWS.find((row) => row.id === id)!, { id, measured, skipped: [] });
}

Deno.test("standings() divides medians, and marks a limit that is missed", () => {
  const [one] = standingsOf("float32", ran("diffai", [0.9, 9, 0.8]), ran("cmp", [1, 1, 1]));
  assertEquals(one!.value, 0.9);
  assertEquals([one!.most, isMissed(one!), isSlower(one!)], [0.8, true, false]);
});

Deno.test("standings() keeps a limit that is just reached, and is slower without one", () => {
  const [cmp, sft] = standingsOf("bfloat16", ran("diffai", [1.2]), ran("cmp", [1]), ran("sft", [1]));
  assertEquals([isMissed(cmp!), isSlower(cmp!)], [false, true]);
  assertEquals([sft!.most, isMissed(sft!), isSlower(sft!)], [undefined, false, true]);
});

Deno.test("standings() divides by bytes where the limit is by byte", () => {
  const [cmp] = standingsOf("float16", ran("diffai", [1], { bytes: 15e8 }), ran("cmp", [0.5], { bytes: 20e8 }));
  assertEquals(cmp!.quantity, "time per byte");
  assertAlmostEquals(cmp!.value, 2 * 20 / 15);
});

Deno.test("standings() sets each form against itself, in time and memory", () => {
  const found = standingsOf(
    "twice",
    ran("diffai", [2], { peak_bytes: 90e6 }),
    ran("compiled", [3]),
    ran("diffai on float32", [1], { peak_bytes: 60e6 }),
    ran("compiled on float32", [2]),
  );
  assertEquals(found.map(({ subject, quantity, value }) => [subject, quantity, value]), [
    ["diffai", "time", 2],
    ["diffai", "memory", 1.5],
    ["compiled", "time", 1.5],
    ["compiled", "memory", 1],
  ]);
  assertEquals(found.map(isMissed), [false, true, false, false]);
  assertEquals(found.some(isSlower), false, "more work takes longer");
});

Deno.test("standings() holds diffai's own time and memory against their limits", () => {
  const found = standingsOf("small-tensors", ran("diffai", [6], { peak_bytes: 200e6 }));
  assertEquals(found.map(({ quantity, value, most }) => [quantity, value, most]), [
    ["time", 6, 5],
    ["memory", 200e6, 250e6],
  ]);
  assertEquals(found.map(isMissed), [true, false]);
});

Deno.test("standings() says nothing of memory that was not measured", () => {
  assertEquals(standingsOf("sparse", ran("diffai", [25], { peak_bytes: null })), []);
});

import { assertEquals } from "@std/assert";
import { findTrouble } from "../../bench/trouble.ts";
import { ran, resultsOf } from "./make_results.ts";

Deno.test("findTrouble() finds what failed and figures that differ, not what is absent or slow", () => {
  const results = resultsOf(
    {
      id: "float32",
      measured: [
        ran("diffai", [9]),
        ran("cmp", [1]),
        ran("numpy", [1], { agreement: { figures: 9, worst: 0, differing: [] } }),
        ran("torch", [1], { agreement: { figures: 9, worst: 0.5, differing: ["a: old.mean 1 and 2"] } }),
        ran("diffai-python", [1], { agreement: { figures: 0, worst: 0, differing: [] } }),
      ],
      skipped: [
        { id: "compiled", reason: "--program was not given" },
        { id: "sft", reason: "it ended with status 1", failed: true },
      ],
    },
    { id: "pth", reason: "a command failed: signal 9 ended it", failed: true },
    {
      id: "int8",
      reason: "its files cannot be made: --python was not given",
    },
  );
  assertEquals(findTrouble(results), [
    "float32: sft failed: it ended with status 1",
    "float32: torch does not agree: a: old.mean 1 and 2",
    "float32: diffai-python has printed no figure to compare",
    "pth: a command failed: signal 9 ended it",
  ]);
});

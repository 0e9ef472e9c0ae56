import { assertEquals } from "@std/assert";
import { INPUT_PAIRS } from "../../bench/inputs/input_pairs.ts";
import { ROWS } from "../../bench/rows.ts";

/** The numbers to reach: row, rival, limit. */
const LIMITS: readonly (readonly [string, string, number])[] = [
  ["float32", "cmp", 0.8],
  ["float32", "numpy", 0.06],
  ["float32", "torch", 0.06],
  ["float32-distribution", "cmp", 1.1],
  ["pth", "cmp", 0.8],
  ["pth", "torch", 0.06],
  ["float16", "cmp", 1.5],
  ["int8", "cmp", 1.5],
  ["twice", "same", 2.1],
  ["bfloat16", "cmp", 1.2],
  ["bfloat16-distribution", "cmp", 1.8],
  ["resnet18", "eval", 4],
  ["resnet18", "empty", 4],
  ["resnet18", "diffai-python", 1],
  ["resnet18-pth", "eval", 4],
  ["resnet18-pth", "empty", 4],
  ["documents", "eval", 2],
  ["documents", "empty", 2],
];

Deno.test("ROWS hold the numbers to reach, and no others", () => {
  const limits = ROWS.flatMap(({ id, rivals }) =>
    rivals.flatMap(({ program, most }) => most === undefined ? [] : [[id, program, most]])
  );
  assertEquals(limits, LIMITS.map((limit) => [...limit]));
});

Deno.test("ROWS bound memory at 250 MB, and the time of many tensors at 5 s", () => {
  const bounded = ROWS.filter(({ peakBytes }) => peakBytes !== undefined);
  assertEquals(bounded.map(({ id, peakBytes, seconds }) => [id, peakBytes, seconds]), [
    ["small-tensors", 250e6, 5],
    ["sparse", 250e6, undefined],
    ["single-tensor", 250e6, undefined],
  ]);
});

Deno.test("ROWS have names of their own, and inputs lie in their pair's folder or in that of its source", () => {
  assertEquals(new Set(ROWS.map(({ id }) => id)).size, ROWS.length);
  for (const [id, pair] of Object.entries(INPUT_PAIRS)) {
    for (const path of [pair.old, pair.new]) assertEquals([id, pair.from].includes(path.split("/")[0]!), true, path);
  }
});

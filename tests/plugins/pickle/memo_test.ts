import { assertEquals } from "@std/assert";
import { Memo } from "../../../plugins/pickle/memo.ts";

Deno.test("Memo counts every number once, in whatever order they come", () => {
  const memo = new Memo();
  for (const index of [3, 0, 1, 3, 0, 2, 3, 1_000_000]) memo.set(index, `value ${index}`);
  assertEquals(memo.size, 5);
  assertEquals([0, 2, 3, 4, 1_000_000].map((index) => memo.get(index)), [
    "value 0",
    "value 2",
    "value 3",
    undefined,
    "value 1000000",
  ]);
});

Deno.test("Memo keeps the last value at a number, and only of numbers that are asked for", () => {
  const memo = new Memo(new Set([1]));
  for (const value of ["first", "last"]) {
    memo.set(0, value);
    memo.set(1, value);
  }
  assertEquals([memo.size, memo.get(0), memo.get(1)], [2, undefined, "last"]);
});

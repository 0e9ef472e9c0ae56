import { assertEquals, assertThrows } from "@std/assert";
import { median } from "../../bench/median.ts";

Deno.test("median() sorts by number and leaves its argument alone", () => {
  const numbers = [10, 9, 100];
  assertEquals(median(numbers), 10);
  assertEquals(numbers, [10, 9, 100]);
});

Deno.test("median() of one number is that number, of an even count the middle between two", () => {
  assertEquals(median([0.25]), 0.25);
  assertEquals(median([4, 1, 3, 2]), 2.5);
});

Deno.test("median() of nothing is an error", () => {
  assertThrows(() => median([]), RangeError);
});

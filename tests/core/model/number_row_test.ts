import { assertEquals } from "@std/assert";
import { NumberRow } from "../../../core/model/number_row.ts";

Deno.test("NumberRow reads what was written, to the bit", () => {
  const row = new NumberRow();
  for (const figure of [-0, Infinity, null, 5e-324]) assertEquals(row.write(figure), true);
  row.begin(row.length);
  assertEquals([row.next(), row.number(), row.next(), row.next()], [-0, Infinity, null, 5e-324]);
});

Deno.test("NumberRow writes neither text, nor integers beyond 2^53, nor NaN, which stands for null", () => {
  const row = new NumberRow();
  assertEquals([row.write("1+2j"), row.write(2n ** 60n), row.write(NaN), row.write([1, NaN])], Array(4).fill(false));
});

Deno.test("NumberRow writes no more than it has room for, and all of it again after begin()", () => {
  const row = new NumberRow(), full = row.numbers.map((_, index) => index);
  for (let round = 0; round < 2; round++) {
    row.begin();
    assertEquals([...full].every((number) => row.write(number)), true);
    assertEquals([row.length, row.write(0), row.length], [full.length, false, full.length]);
  }
});

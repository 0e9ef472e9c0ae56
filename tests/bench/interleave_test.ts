import { assertEquals } from "@std/assert";
import { interleave } from "../../bench/interleave.ts";

Deno.test("interleave() takes turns and spreads the runs of slow ones", () => {
  const order = [...interleave([{ id: "a", every: 1 }, { id: "b", every: 3 }, { id: "c", every: 1 }], 4)];
  assertEquals(order.map(({ id }) => id).join(" "), "a b c a c a c a b c");
});

Deno.test("interleave() runs each at least once in a single round", () => {
  assertEquals([...interleave([{ id: "a", every: 1 }, { id: "b", every: 9 }], 1)].length, 2);
});

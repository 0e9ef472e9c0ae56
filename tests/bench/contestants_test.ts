import { assertEquals } from "@std/assert";
import { contestantsOf, opponent } from "../../bench/contestants.ts";
import { ROWS } from "../../bench/rows.ts";

const TWICE = ROWS.find(({ id }) => id === "twice")!;

for (const row of ROWS) {
  Deno.test(`contestantsOf() gives each contestant of the row ${row.id} a name of its own, diffai first`, () => {
    const ids = contestantsOf(row).map(({ id }) => id);
    assertEquals(new Set(ids).size, ids.length);
    assertEquals(ids.slice(0, 2), ["diffai", "compiled"]);
  });
}

Deno.test("contestantsOf() sets each form of diffai against itself", () => {
  const ids = contestantsOf(TWICE).map(({ id }) => id);
  assertEquals(ids, ["diffai", "compiled", "diffai on float32", "compiled on float32"]);
});

Deno.test("opponent() is one of the contestants", () => {
  for (const row of ROWS) {
    const ids = contestantsOf(row).map(({ id }) => id);
    for (const rival of row.rivals) assertEquals(ids.includes(opponent(row, rival, "compiled").id), true);
  }
});

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PackedRows } from "../../../core/model/packed_rows.ts";

const number = fc.oneof(fc.constantFrom(0, -0, 1, Infinity, -Infinity, null), fc.double({ noNaN: true }));

Deno.test("PackedRows gives back rows of any length, to the bit", () => {
  const rows = fc.array(fc.array(number, { maxLength: 100 }), { maxLength: 300 });
  fc.assert(
    fc.property(rows, (all) => {
      const packed = new PackedRows();
      for (const row of all) packed.push(row);
      assertEquals(packed.length, all.length);
      // From the end: a row does not depend on what was asked for before.
      for (let index = all.length - 1; index >= 0; index--) {
        const row = packed.at(index);
        assertEquals(
          row.map((each) => Object.is(each, -0) ? "-0" : each),
          all[index]!.map((each) => Object.is(each, -0) ? "-0" : each),
        );
      }
    }),
    { seed: 20261124, numRuns: 50 },
  );
});

Deno.test("PackedRows takes rows across its blocks", () => {
  const packed = new PackedRows(), row = Array.from({ length: 33 }, (_, index) => index / 3);
  for (let index = 0; index < 2000; index++) packed.push([index, ...row]);
  for (const index of [0, 240, 241, 242, 1999]) assertEquals(packed.at(index), [index, ...row]);
});

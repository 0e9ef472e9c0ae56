import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { LONGEST_ROW, PackedRows } from "../../../core/model/packed_rows.ts";

const number = fc.oneof(fc.constantFrom(0, -0, 1, Infinity, -Infinity, NaN), fc.double({ noNaN: true }));

function rowAt(packed: PackedRows, index: number): number[] {
  const into = new Float64Array(LONGEST_ROW);
  return Array.from(into.subarray(0, packed.read(index, into)));
}

Deno.test("PackedRows gives back rows of any length, to the bit", () => {
  const rows = fc.array(fc.array(number, { maxLength: 100 }), { maxLength: 300 });
  fc.assert(
    fc.property(rows, (all) => {
      const packed = new PackedRows();
      for (const row of all) packed.push(row);
      assertEquals(packed.length, all.length);
      // From the end: a row does not depend on what was asked for before.
      for (let index = all.length - 1; index >= 0; index--) {
        assertEquals(
          rowAt(packed, index).map((each) => Object.is(each, -0) ? "-0" : each),
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
  for (const index of [0, 240, 241, 242, 1999]) assertEquals(rowAt(packed, index), [index, ...row]);
});

Deno.test("PackedRows takes the longest row and refuses a longer one", () => {
  const packed = new PackedRows(), row = Array.from({ length: LONGEST_ROW }, (_, index) => index + 1);
  for (let index = 0; index < 3; index++) packed.push(row);
  assertEquals(rowAt(packed, 2), row);
  assertThrows(() => packed.push([...row, 1]), RangeError, "Cannot pack a row of 4097 numbers");
});

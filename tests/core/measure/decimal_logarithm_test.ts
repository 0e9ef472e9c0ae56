import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimalLogarithm } from "../../../core/measure/decimal_logarithm.ts";

Deno.test("decimalLogarithm() is within four units in the last place of Math.log10", () => {
  const positive = fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(positive, (value) => {
      const expected = Math.log10(value);
      assert(Math.abs(decimalLogarithm(value) - expected) <= Math.abs(expected) * 2 ** -50, `${value}`);
    }),
    { seed: 1, numRuns: 5000 },
  );
});

Deno.test("decimalLogarithm() is accurate near 1", () => {
  for (const delta of [1e-15, 1e-9, 1e-3]) {
    for (const value of [1 + delta, 1 - delta]) {
      const expected = Math.log1p(value - 1) * Math.LOG10E;
      assert(Math.abs(decimalLogarithm(value) - expected) <= Math.abs(expected) * 2 ** -50, `${value}`);
    }
  }
});

Deno.test("decimalLogarithm() gives these bits on every engine", () => {
  assertEquals(decimalLogarithm(1), 0);
  assertEquals(decimalLogarithm(10), 1);
  assertEquals(decimalLogarithm(6.487), 0.8120438979302267);
  assertEquals(decimalLogarithm(1e-300), -300.00000000000006);
  assertEquals(decimalLogarithm(Math.PI), 0.49714987269413385);
});

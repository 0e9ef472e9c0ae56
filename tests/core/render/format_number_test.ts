import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  formatBytes,
  formatCount,
  formatFigure,
  formatNoun,
  formatPair,
  formatRelativeChange,
  formatShare,
} from "../../../core/render/format_number.ts";

Deno.test("formatCount() separates thousands of any length and sign", () => {
  assertEquals([0, 999, 1000, -1000, 1234567].map(formatCount), ["0", "999", "1,000", "-1,000", "1,234,567"]);
  assertEquals(formatCount(2n ** 64n), "18,446,744,073,709,551,616");
});

Deno.test("formatFigure() never rounds to what looks like zero, nor prints more digits than asked for", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e308, max: 1e308 }),
      fc.integer({ min: 1, max: 17 }),
      (value, precision) => {
        const shown = Number(formatFigure(value, precision).replaceAll(",", ""));
        assertEquals(shown === 0, value === 0);
        const error = Math.abs(shown - value);
        assert(error <= Math.max(Math.abs(value) * 0.51 * 10 ** (1 - precision), 5e-324));
      },
    ),
    { seed: 1, numRuns: 3000 },
  );
});

Deno.test("formatFigure() has its ways with small, large and special figures", () => {
  const shown = (figure: number) => formatFigure(figure, 3);
  assertEquals([0, -0, NaN, Infinity, -Infinity].map(shown), ["0", "-0", "NaN", "Infinity", "-Infinity"]);
  assertEquals([1, -200, 123456, 1234567].map(shown), ["1", "-200", "123,456", "1.23e+6"]);
  assertEquals([0.1, 0.0001, 0.00009999, 5e-324].map(shown), ["0.100", "0.000100", "1.00e-4", "4.94e-324"]);
  assertEquals([12.34, 123456.7, 999999.7].map(shown), ["12.3", "123,457", "1,000,000"]);
  assertEquals([formatFigure(null, 3), formatFigure("1+2j", 3), formatFigure(2n ** 60n, 3)], [
    "-",
    "1+2j",
    "1,152,921,504,606,846,976",
  ]);
});

Deno.test("formatPair() shows a difference where there is one", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
      const [left, right] = formatPair(a, b, 3);
      assertEquals(left === right, Object.is(a, b));
    }),
    { seed: 2 },
  );
  assertEquals(formatPair(1, 1 + Number.EPSILON, 3), ["1", "1.0000000000000002"]);
});

Deno.test("formatShare() is 0% and 100% only where it is exactly so", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const shown = formatShare(share);
      assertEquals(shown === "0%" || shown === "0.0%", share === 0);
      assertEquals(shown === "100%" || shown === "100.0%", share === 1);
    }),
    { seed: 3, numRuns: 2000, examples: [[0.9995], [0.0005], [0.00049999], [0.99949999]] },
  );
  assertEquals([0.9995, 0.9994, 0.0005, 0.5].map(formatShare), [">99.9%", "99.9%", "0.1%", "50.0%"]);
});

Deno.test("formatRelativeChange() is 0% only where nothing changed", () => {
  assertEquals(
    [[5, 5], [0, 5], [100, 0], [100, 101], [1e6, 1e6 + 1], [1e6, 1e6 - 1], [-10, -5], [1, 11], [1, 1e6]]
      .map(([old, fresh]) => formatRelativeChange(old!, fresh!)),
    ["0%", "from 0", "-100.0%", "+1.0%", "+<0.1%", "-<0.1%", "+50.0%", "+1,000%", "+99,999,900%"],
  );
});

Deno.test("formatBytes() changes the unit before it shows 1024", () => {
  assertEquals([0, 1023, 1024, 1048575, 1024 ** 4].map(formatBytes), [
    "0 B",
    "1023 B",
    "1.0 KiB",
    "1.0 MiB",
    "1.0 TiB",
  ]);
});

Deno.test("formatNoun() takes plurals of its own", () => {
  assertEquals([formatNoun(1, "tensor"), formatNoun(0, "tensor"), formatNoun(2, "entry", "entries")], [
    "1 tensor",
    "0 tensors",
    "2 entries",
  ]);
});

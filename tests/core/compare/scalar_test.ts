import { assert, assertEquals } from "@std/assert";
import { sameScalar, scalarChange } from "../../../core/compare/scalar.ts";
import type { ScalarNode } from "../../../core/model/scalar.ts";
import { float, int, text } from "../make_tree.ts";

const bool = (value: boolean): ScalarNode => ({ kind: "scalar", type: "bool", value });
const none: ScalarNode = { kind: "scalar", type: "null", value: null };
const bytes = (...value: number[]): ScalarNode => ({ kind: "scalar", type: "bytes", value: Uint8Array.from(value) });

Deno.test("sameScalar() compares numbers by exact value, whatever their type and spelling", () => {
  for (
    const [a, b] of [
      [int(1), float(1)],
      [float(10), float(10, "1.0e+01")],
      [float(NaN), float(NaN)],
      [float(0), float(-0)],
      [int(2n ** 53n), float(2 ** 53)],
      [float(0.1, "0.10000000000000000001"), float(0.1, "0.100000000000000000010")],
    ] as const
  ) assert(sameScalar(a, b) && sameScalar(b, a));
  for (
    const [a, b] of [
      [int(2n ** 53n + 1n), float(2 ** 53)],
      [int(2n ** 53n + 1n), int(2n ** 53n)],
      [float(0.1, "0.10000000000000000001"), float(0.1)],
      [float(Infinity, "1e400"), float(Infinity)],
      [float(NaN), float(1)],
    ] as const
  ) assert(!sameScalar(a, b) && !sameScalar(b, a));
});

Deno.test("sameScalar() compares everything else by type and content", () => {
  assert(!sameScalar(int(1), bool(true)));
  assert(!sameScalar(int(1), text("1")));
  assert(!sameScalar(none, text("")));
  assert(sameScalar(none, none));
  assert(sameScalar(bytes(1, 2), bytes(1, 2)));
  assert(!sameScalar(bytes(1, 2), bytes(1)));
});

Deno.test("sameScalar() takes a tolerance for numbers alone", () => {
  const tolerance = { rtol: 0.01, atol: 0 };
  assert(sameScalar(int(100), float(101), tolerance));
  assert(!sameScalar(int(100), float(102), tolerance));
  assert(!sameScalar(text("100"), text("101"), tolerance));
  assert(sameScalar(float(Infinity), float(Infinity), tolerance));
});

Deno.test("scalarChange() tells a new value from a new type", () => {
  assertEquals(scalarChange(int(1), float(1.5)).change, "revalued");
  assertEquals(scalarChange(int(1), text("1")), {
    change: "retyped",
    old: { type: "int", value: 1 },
    new: { type: "string", value: "1" },
  });
});

Deno.test("scalarChange() gives the difference of numbers where float64 can tell it", () => {
  assertEquals(scalarChange(int(4), int(5)).delta, { absolute: 1, relative: 0.25 });
  assertEquals(scalarChange(int(0), float(0.5)).delta, { absolute: 0.5, relative: null });
  assertEquals(scalarChange(int(2n ** 60n), int(2n ** 60n + 1n)).delta?.absolute, 1);
  assertEquals(scalarChange(float(NaN), int(1)).delta, undefined);
  assertEquals(scalarChange(float(0.1), float(0.1, "0.10000000000000000001")).delta, undefined);
});

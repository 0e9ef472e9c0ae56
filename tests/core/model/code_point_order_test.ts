import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareCodePoints } from "../../../core/model/code_point_order.ts";

/** The definition: code points one by one, the shorter text first. */
function naive(a: string, b: string): number {
  const left = [...a], right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(left.length - right.length);
}

Deno.test("compareCodePoints() orders by code point", () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom("a", "\uffff", "\u{10000}", "\u{1f600}", "\u{1f601}", "Z"),
      fc.string({ unit: "binary", maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(text, text, (a, b) => assertEquals(Math.sign(compareCodePoints(a, b)), naive(a, b))),
    { seed: 1, numRuns: 3000 },
  );
});

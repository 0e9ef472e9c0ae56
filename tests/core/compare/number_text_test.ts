import { assert, assertEquals } from "@std/assert";
import { isCloseNumber, isCloseText, numberOf, sameNumber } from "../../../core/compare/number_text.ts";

Deno.test("sameNumber() holds for all spellings of a number, both ways", () => {
  const same = [
    ["1.0e+01", "10.0"],
    ["10", "+10"],
    ["1e3", "1000"],
    [".5", "0.50"],
    ["5.", "5"],
    ["007", "7"],
    ["-0.0", "0"],
    ["1e400", "10e399"],
    ["1e-400", "0.1e-399"],
    ["nan", "NaN"],
    ["-inf", "-Infinity"],
    ["inf", "+INF"],
    [" 1", "1 "],
    ["12345678901234567890.0", "12345678901234567890"],
  ] as const;
  for (const [a, b] of same) {
    assert(sameNumber(a, b), `${a} and ${b}`);
    assert(sameNumber(b, a), `${b} and ${a}`);
  }
});

Deno.test("sameNumber() tells numbers apart that float64 rounds to one", () => {
  const different = [
    ["9007199254740993", "9007199254740992"],
    ["0.1", "0.10000000000000000555"],
    ["1e400", "1e401"],
    ["1e400", "inf"],
    ["1e-400", "0"],
    ["1", "-1"],
    ["nan", "inf"],
    ["inf", "-inf"],
  ] as const;
  for (const [a, b] of different) {
    assert(!sameNumber(a, b), `${a} and ${b}`);
    assert(!sameNumber(b, a), `${b} and ${a}`);
  }
});

Deno.test("sameNumber() is false for what is no number", () => {
  for (const [a, b] of [["", ""], ["", "0"], ["a", "a"], ["0x10", "16"], ["1,5", "1.5"], ["1_000", "1000"]] as const) {
    assert(!sameNumber(a, b), `${a} and ${b}`);
  }
});

Deno.test("isCloseText() applies a tolerance relative to the old number", () => {
  assert(isCloseText("100", "101", { rtol: 0.01, atol: 0 }));
  assert(!isCloseText("100", "101.1", { rtol: 0.01, atol: 0 }));
  assert(isCloseText("0", "1e-9", { rtol: 0, atol: 1e-8 }));
  assert(!isCloseText("a", "b", { rtol: 1, atol: 1 }));
  assert(!isCloseText("inf", "1", { rtol: 1, atol: 1 }));
  assert(!isCloseText("inf", "1e400", { rtol: 1, atol: 1 }));
  assert(isCloseText("NaN", "nan", { rtol: 0, atol: 0 }));
});

Deno.test("isCloseText() does not let float64 rounding hide a difference that the tolerance excludes", () => {
  assert(!isCloseText("9007199254740993", "9007199254740992", { rtol: 0, atol: 0.5 }));
  assert(isCloseText("9007199254740993", "9007199254740992", { rtol: 0, atol: 2 }));
});

Deno.test("isCloseNumber() has NaN close to NaN and infinities to themselves", () => {
  const all = { rtol: 1, atol: 1 };
  assertEquals(
    [[NaN, NaN], [NaN, 1], [Infinity, Infinity], [Infinity, -Infinity], [1, Infinity]].map(([a, b]) =>
      isCloseNumber(a!, b!, all)
    ),
    [true, false, true, false, false],
  );
});

Deno.test("numberOf() reads decimal and special spellings only", () => {
  assertEquals(["1e3", " 2 ", "-Inf", "nan", "x", ""].map(numberOf), [1000, 2, -Infinity, NaN, undefined, undefined]);
});

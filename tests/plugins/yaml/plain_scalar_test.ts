import { assertEquals } from "@std/assert";
import { readPlain } from "../../../plugins/yaml/plain_scalar.ts";

Deno.test("readPlain() reads the core schema of YAML 1.2, and numbers and dates of YAML 1.1", () => {
  const expected: readonly [text: string, type: string, value: unknown][] = [
    ["", "null", null],
    ["~", "null", null],
    ["NULL", "null", null],
    ["True", "bool", true],
    ["false", "bool", false],
    ["0", "int", 0],
    ["-12", "int", -12],
    ["+1_000", "int", 1000],
    ["017", "int", 15],
    ["0o17", "int", 15],
    ["-0x1F", "int", -31],
    ["0b1_01", "int", 5],
    ["9007199254740993", "int", 9007199254740993n],
    ["-9223372036854775808", "int", -9223372036854775808n],
    ["1e-4", "float", 1e-4],
    ["1.0e-4", "float", 1e-4],
    ["1.", "float", 1],
    ["-.5", "float", -0.5],
    ["1E+2", "float", 100],
    [".inf", "float", Infinity],
    ["-.Inf", "float", -Infinity],
    [".NaN", "float", NaN],
    ["2024-02-29", "datetime", "2024-02-29"],
    ["2024-02-29T12:30:15Z", "datetime", "2024-02-29T12:30:15Z"],
    ["2024-02-29 2:30:15.250 +01:00", "datetime", "2024-02-29T02:30:15.25+01:00"],
    ["2024-2-9 12:30:15 -5", "datetime", "2024-02-09T12:30:15-05:00"],
    ["2024-02-29t12:30:15.0 +00:00", "datetime", "2024-02-29T12:30:15Z"],
  ];
  for (const [text, type, value] of expected) {
    assertEquals(readPlain(text), { kind: "scalar", type, value } as ReturnType<typeof readPlain>, text);
  }
});

Deno.test("readPlain() leaves everything else text", () => {
  const texts = [
    "yes",
    "off",
    "nan",
    "inf",
    "NaN",
    "1:30",
    "089",
    "0x",
    "0b2",
    "_1",
    "1e",
    ".",
    "-",
    "+",
    "e5",
    "1.2.3",
    "None",
  ];
  for (const text of [...texts, "2024-02-30", "2024-13-01", "2024-02-29T25:00:00Z", "9".repeat(70_000)]) {
    assertEquals(readPlain(text), { kind: "scalar", type: "string", value: text }, text);
  }
});

Deno.test("readPlain() keeps the digits that float64 loses", () => {
  assertEquals(readPlain("0.1000000000000000000001"), {
    kind: "scalar",
    type: "float",
    value: 0.1,
    literal: "0.1000000000000000000001",
  });
});

import { assertEquals } from "@std/assert";
import { type Literal, parseLiteral } from "../../../plugins/numpy/literal.ts";

function tuple(...items: Literal[]): Literal {
  return { kind: "tuple", items };
}

Deno.test("parseLiteral() reads what NumPy writes", () => {
  const cases: readonly (readonly [string, Literal])[] = [
    ["None", null],
    ["(True, False)", tuple(true, false)],
    ["(-3L, 40)", tuple(-3, 40)],
    ["()", tuple()],
    ["(1,)", tuple(1)],
    ["(1)", 1],
    ["[1, [],]", { kind: "list", items: [1, { kind: "list", items: [] }] }],
    ["{'a': {}, \"b'\": (2,),\n}  ", {
      kind: "dict",
      entries: new Map<string, Literal>([["a", { kind: "dict", entries: new Map() }], ["b'", tuple(2)]]),
    }],
    [String.raw`u'\'\\\x41\u00e9\U0001f600\n'`, "'\\Aé😀\n"],
  ];
  for (const [text, value] of cases) assertEquals(parseLiteral(text, 9), value, text);
});

Deno.test("parseLiteral() refuses everything else, and says where", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["", "the literal does not end", 0],
    ["(1, ", "the literal does not end", 4],
    ["(1 2)", "a comma is missing", 3],
    ["(1 (2))", "a comma is missing", 3],
    ["(,)", "a comma is out of place", 1],
    ["[1,,]", "a comma is out of place", 3],
    ["(1]", "a bracket closes nothing", 2],
    [")", "a bracket closes nothing", 0],
    ["1 2", "something follows the literal", 2],
    ["{'a': }", "a bracket closes nothing", 6],
    ["{'a'}", "a dictionary has a key that is not a text", 4],
    ["{'a', 'b'}", "a comma is out of place", 4],
    ["{1: 2}", "a dictionary has a key that is not a text", 5],
    ["[1: 2]", "a colon is out of place", 2],
    ["{'a': 1: 2}", "a colon is out of place", 7],
    [String.raw`'\q'`, "a text has an unknown escape", 0],
    [String.raw`'\Uffffffff'`, "a text has an unknown escape", 0],
    ["'a", "it is not a Python literal", 0],
    ["1.5", "it is not a Python literal", 1],
    ["__import__('os')", "it is not a Python literal", 0],
    ["((((1,),),),)", "it is nested deeper than 3 levels", 3],
  ];
  for (const [text, error, index] of cases) assertEquals(parseLiteral(text, 3), { error, index }, text);
});

Deno.test("parseLiteral() needs no stack for depth", () => {
  const text = "[".repeat(100_000);
  assertEquals(parseLiteral(text, 1e9), { error: "the literal does not end", index: 100_000 });
});

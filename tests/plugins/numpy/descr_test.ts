import { assert, assertEquals } from "@std/assert";
import { type DescrError, readDescr } from "../../../plugins/numpy/descr.ts";
import { type Literal, parseLiteral } from "../../../plugins/numpy/literal.ts";

function read(text: string, mostColumns = 100) {
  return readDescr(parseLiteral(text, 99) as Literal, mostColumns);
}

function columns(text: string): readonly (readonly [string, string, number])[] {
  const type = read(text);
  assert(type.kind === "record", text);
  return type.columns.map(({ name, type, offset }) => [name, type.dtype.name, offset]);
}

Deno.test("readDescr() unfolds nested fields and subarrays in place", () => {
  assertEquals(columns("[('a', '|i1'), ('b', [('x', '>f4'), ('y', [('z', '<i2')], (2,))], (1, 2)), ('c', '<f8')]"), [
    ["a", "int8", 0],
    ["b[0][0].x", "float32", 1],
    ["b[0][0].y[0].z", "int16", 5],
    ["b[0][0].y[1].z", "int16", 7],
    ["b[0][1].x", "float32", 9],
    ["b[0][1].y[0].z", "int16", 13],
    ["b[0][1].y[1].z", "int16", 15],
    ["c", "float64", 17],
  ]);
});

Deno.test("readDescr() skips padding, not void fields, and takes names without titles", () => {
  const text =
    "[(('title', 'a'), '|i1'), ('', '|V7'), ('v', '|V2'), ('n', [('', '|V3'), ('x', '|u1')]), ('s', ('<f4', 2))]";
  assertEquals(columns(text), [
    ["a", "int8", 0],
    ["v", "void[2]", 8],
    ["n.x", "uint8", 13],
    ["s[0]", "float32", 14],
    ["s[1]", "float32", 18],
  ]);
});

Deno.test("readDescr() tells objects, wherever they are", () => {
  assertEquals(read("'|O'"), { kind: "object" });
  assertEquals(read("[('a', '<i4'), ('b', [('c', '|O')])]"), { kind: "object" });
});

Deno.test("readDescr() refuses what is no description", () => {
  const refuses = (text: string, kind: DescrError["kind"], reason: string) =>
    assertEquals(read(text), { kind, reason });
  const malformed = (text: string, reason: string) => refuses(text, "malformed", `its structured type ${reason}`);
  malformed("None", "has a field without a type");
  malformed("{}", "has a field without a type");
  malformed("[1]", "has a field that is not a name with a type");
  malformed("[('a',)]", "has a field that is not a name with a type");
  malformed("[(1, '<f4')]", "has a field whose name is not a text");
  malformed("[('a', '<f4', (-1,))]", 'has a field "a" whose shape is not a tuple of counts');
  malformed("('<f4', 'x')", "has a field without a type");
  refuses("[('a', '<q8')]", "unsupported", 'its element type "<q8" is unknown');
  refuses("'|V0'", "unsupported", "its elements have no bytes");
  refuses("[]", "unsupported", "its elements have no bytes");
});

Deno.test("readDescr() stops where a type unfolds without end", () => {
  const tooMany: DescrError = { kind: "limit", reason: "its structured type unfolds to more than 100 columns" };
  assertEquals(read("[('a', '|u1', (100, 100, 100, 100))]"), tooMany);
  assertEquals(read(`[${"('a', '|u1'), ".repeat(101)}]`), tooMany);
  assertEquals(read("[('a', [('', '|V1', (100,))], (100,))]"), tooMany);
  assertEquals(read("[('a', '|u1', (101,))]"), {
    kind: "malformed",
    reason: "its structured type has a subarray of 101 elements",
  });
});

import { assertEquals } from "@std/assert";
import { structureTree } from "../../../../core/render/text/structure_tree.ts";

function drawn(...paths: string[]): string[] {
  return structureTree(paths, (path) => path).map(({ depth, label, entry }) =>
    `${"  ".repeat(depth)}${entry === null ? "" : "* "}${label}`
  );
}

Deno.test("structureTree() leaves a path alone that shares nothing", () => {
  assertEquals(drawn("a.b.weight", "fc.weight", "scale"), ["* a.b.weight", "* fc.weight", "* scale"]);
});

Deno.test("structureTree() keeps a chain without branches on one line", () => {
  assertEquals(drawn("net.0.conv.weight", "net.0.conv.bias"), ["net.0.conv", "  * weight", "  * bias"]);
});

Deno.test("structureTree() does not take a node for the heading of another", () => {
  assertEquals(drawn("a", "a.b", "a.c"), ["* a", "* a.b", "* a.c"]);
  assertEquals(drawn("x.a", "x.a.b"), ["x", "  * a", "  * a.b"]);
});

Deno.test("structureTree() keeps entries of the same path apart", () => {
  assertEquals(drawn("a.b", "a.b"), ["a", "  * b", "  * b"]);
});

Deno.test("structureTree() stops indenting at a depth, however deep the paths go", () => {
  const rows = drawn(...Array.from({ length: 500 }, (_, i) => "a.".repeat(i) + `b${i}`));
  assertEquals(Math.max(...rows.map((row) => row.search(/\S/))) / 2, 8);
});

Deno.test("structureTree() takes hundreds of thousands of paths", () => {
  const paths = Array.from({ length: 300_000 }, (_, index) => `model.layer${index}`);
  assertEquals(structureTree(paths, (path) => path).length, 300_001);
});

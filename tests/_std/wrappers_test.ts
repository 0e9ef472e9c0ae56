import * as assertions from "@std/assert";
import { parseArgs } from "@std/cli";
import { CsvParseStream, parse as parseCsv, stringify as stringifyCsv } from "@std/csv";
import { closestString } from "@std/text";
import { parse as parseYaml, parseAll, stringify as stringifyYaml, YamlSyntaxError } from "@std/yaml";

const { assertEquals } = assertions;

Deno.test("@std/assert has every assertion that its declaration names", async () => {
  const declaration = await Deno.readTextFile(new URL("../../_std/assert.d.ts", import.meta.url));
  const names = new Set([...declaration.matchAll(/^export (?:function|class) (\w+)/gm)].map((match) => match[1]!));
  assertEquals([...names].sort(), Object.keys(assertions).sort());
});

Deno.test("@std/assert fails where an assertion does not hold", async () => {
  assertions.assertThrows(() => assertEquals([1], [2]), assertions.AssertionError, "Values are not equal");
  await assertions.assertRejects(() => Promise.reject(new RangeError("too long")), RangeError, "long");
});

Deno.test("parseArgs() keeps texts, flags and repeated options apart", () => {
  const args = parseArgs(["--rtol", "1e-3", "-q", "--include", "*.pth", "--include=*.bin", "old", "007"], {
    string: ["rtol", "include", "_"],
    boolean: ["quiet"],
    alias: { quiet: "q" },
    collect: ["include"],
  });
  assertEquals(args._, ["old", "007"]);
  assertEquals([args.rtol, args.quiet, args.include], ["1e-3", true, ["*.pth", "*.bin"]]);
});

Deno.test("CsvParseStream reads quoted cells across chunks", async () => {
  const chunks = ['a,"b', '\n""c"\n1', ",2\n"];
  const rows = ReadableStream.from(chunks).pipeThrough(new CsvParseStream());
  assertEquals(await Array.fromAsync(rows), [["a", 'b\n"c'], ["1", "2"]]);
});

Deno.test("@std/csv writes what it reads", () => {
  const rows = [["id", "text"], ["1", 'a "quoted", text']];
  assertEquals(parseCsv(stringifyCsv(rows)), rows);
  assertEquals(parseCsv("x,y\n1,2\n", { skipFirstRow: true }), [{ x: "1", y: "2" }]);
});

Deno.test("@std/yaml reads one or more documents and tells where it cannot", () => {
  assertEquals(parseYaml(stringifyYaml({ lr: 0.1, tags: ["a"] })), { lr: 0.1, tags: ["a"] });
  assertEquals(parseAll("a: 1\n---\nb: 2\n"), [{ a: 1 }, { b: 2 }]);
  const error = assertions.assertThrows(() => parseYaml("a: 1\na: 2\n"), YamlSyntaxError, "duplicated key");
  assertEquals(error.line, 2);
});

Deno.test("closestString() gives the word that is meant", () => {
  assertEquals(closestString("--formt", ["--filter", "--format"]), "--format");
});

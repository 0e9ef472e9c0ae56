/// <reference lib="deno.unstable" />
import { assertEquals } from "@std/assert";
import layers from "../../_tools/check_layers.ts";
import style from "../../_tools/lint/plugin.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** The rules that a source breaks at a path from the repository's root. */
function faults(path: string, source: string): string[] {
  return [layers, style].flatMap((plugin) => Deno.lint.runPlugin(plugin, ROOT + path, source)).map(({ id }) => id);
}

const LAYERS = ["layers/imports"];

const IMPORTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["core/match/a.ts", 'import { quote } from "../model/escape.ts";', []],
  ["core/match/a.ts", 'import { b } from "./b.ts";', []],
  ["core/match/a.ts", 'import { diff } from "../compare/diff.ts";', LAYERS],
  ["core/match/a.ts", 'import type { Diff } from "../compare/diff.ts";', LAYERS],
  ["core/match/a.ts", 'export * from "../compare/diff.ts";', LAYERS],
  ["core/match/a.ts", 'export { diff } from "../compare/diff.ts";', LAYERS],
  ["core/match/a.ts", 'const diff = await import("../compare/diff.ts");', LAYERS],
  ["core/pipeline.ts", 'import { diff } from "./compare/diff.ts";', []],
  ["core/model/a.ts", 'import type { ByteSource } from "../source/byte_source.ts";', []],
  ["core/model/a.ts", 'import { type ByteSource } from "../source/byte_source.ts";', []],
  ["core/model/a.ts", 'import { readBytes } from "../source/byte_source.ts";', LAYERS],
  ["core/render/a.ts", 'import { openFile } from "../source/file.ts";', LAYERS],
  ["core/cli/a.ts", 'import { RENDERERS } from "../render/renderers.ts";', []],
  ["plugins/json/a.ts", 'import { readPickle } from "../pickle/read_pickle.ts";', []],
  ["plugins/json/a.ts", 'import { header } from "../numpy/header.ts";', LAYERS],
  ["plugins/json/a.ts", 'import { loadArtefact } from "../../core/load/load_artefact.ts";', LAYERS],
  ["plugins/json/a.ts", 'import { readFileSync } from "node:fs";', LAYERS],
  ["plugins/json/a.ts", 'import { createScanner } from "jsonc-parser";', []],
  ["core/resolve/a.ts", 'import { readFileSync } from "node:fs";', []],
  ["core/new_stage/a.ts", "const a = 1;", LAYERS],
];

for (const [path, source, expected] of IMPORTS) {
  Deno.test(`layers/imports ${expected.length === 0 ? "allows" : "refuses"} ${source} in ${path}`, () => {
    assertEquals(faults(path, source), [...expected]);
  });
}

Deno.test("layers/web-only refuses Deno where the sources are to run in a browser", () => {
  const source = 'Deno.statSync("a");';
  assertEquals(faults("core/match/a.ts", source), ["layers/web-only"]);
  assertEquals(faults("plugins/json/a.ts", source), ["layers/web-only"]);
  assertEquals(faults("core/source/file.ts", source), []);
  assertEquals(faults("core/source/http.ts", source), ["layers/web-only"]);
  assertEquals(faults("core/resolve/a.ts", source), []);
});

Deno.test("diffai/file-length and diffai/function-length bound sources, not tests", () => {
  assertEquals(faults("core/match/a.ts", "a();\n".repeat(250)), []);
  assertEquals(faults("core/match/a.ts", "a();\n".repeat(251)), ["diffai/file-length"]);
  assertEquals(faults("tests/core/match/a_test.ts", "a();\n".repeat(251)), []);
  const body = (lines: number) => `{\n${"a();\n".repeat(lines)}}`;
  assertEquals(faults("core/match/a.ts", `function f() ${body(58)}`), []);
  assertEquals(faults("core/match/a.ts", `function f() ${body(59)}`), ["diffai/function-length"]);
  assertEquals(faults("core/match/a.ts", `const f = () => ${body(59)};`), ["diffai/function-length"]);
  assertEquals(faults("core/match/a.ts", `class A { m() ${body(59)} }`), ["diffai/function-length"]);
});

Deno.test("diffai/file-name wants snake_case that says something", () => {
  for (const name of ["readHeader.ts", "read-header.ts", "utils.ts", "text_helpers.ts", "common.ts"]) {
    assertEquals(faults(`core/match/${name}`, "a();"), ["diffai/file-name"], name);
  }
  for (const name of ["read_header.ts", "text.d.ts", "uncommon_rows.ts"]) {
    assertEquals(faults(`core/match/${name}`, "a();"), [], name);
  }
});

Deno.test("diffai/default-export allows a plugin's only", () => {
  assertEquals(faults("core/match/a.ts", "export default 1;"), ["diffai/default-export"]);
  assertEquals(faults("plugins/json/parser.ts", "export default 1;"), ["diffai/default-export"]);
  assertEquals(faults("plugins/json/plugin.ts", "export default 1;"), []);
});

Deno.test("diffai/docstring wants one on every export", () => {
  assertEquals(faults("core/match/a.ts", "export const a = 1;"), ["diffai/docstring"]);
  assertEquals(faults("core/match/a.ts", "// One.\nexport function a() {}"), ["diffai/docstring"]);
  assertEquals(faults("core/match/a.ts", "/** One. */\nexport const a = 1;\nexport { a as b };"), []);
  assertEquals(faults("tests/a.ts", "export const a = 1;"), []);
});

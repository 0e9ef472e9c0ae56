import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { PluginError } from "../../../core/model/errors.ts";
import type { PluginEntry } from "../../../core/plugin.ts";
import { addUserPlugins } from "../../../core/resolve/user_plugin.ts";

const FILES = "fixtures/plugins";

const BUILT_IN: PluginEntry = {
  manifest: { apiVersion: 1, id: "typed", title: "Typed", extensions: [], signatures: [] },
  load: () => Promise.reject(new Error("not asked for")),
};

Deno.test("addUserPlugins() loads JavaScript and TypeScript, before the built-in plugins", async () => {
  const builtIn = { ...BUILT_IN, manifest: { ...BUILT_IN.manifest, id: "built-in" } };
  const registry = await addUserPlugins([`${FILES}/valid.js`, `${FILES}/typed.ts`], [builtIn]);
  assertEquals(registry.map(({ manifest, user }) => [manifest.id, user]), [
    ["valid", true],
    ["typed", true],
    ["built-in", undefined],
  ]);
  assertEquals((await registry[1]!.load()).manifest.title, "Typed");
});

Deno.test("addUserPlugins() refuses an id that is taken", async () => {
  const file = `${FILES}/typed.ts`;
  const error = await assertRejects(() => addUserPlugins([file], [BUILT_IN]), PluginError);
  assertEquals(error.message, `Plugin "${file}": its id "typed" is taken by a built-in plugin`);
  await assertRejects(() => addUserPlugins([file, file], []), PluginError, `its id "typed" is taken by "${file}"`);
});

const FAULTS: readonly (readonly [string, RegExp])[] = [
  ["missing.ts", /: no such file or folder$/],
  ["missing.js", /: no such file or folder$/],
  ["README.md", /: its name does not end in \.ts, \.mts, \.js or \.mjs$/],
  ["syntax_error.js", /: line 2, column 20: .*Unexpected/],
  ["syntax_error.ts", /: line 2, column 8: .*Unexpected token/],
  ["no_default.js", /: it has no default export; export default the plugin$/],
  ["version_2.js", /: its manifest's apiVersion is 2, not 1$/],
  ["throws.js", /: it could not be imported: TypeError: Cannot read properties of undefined \(reading 'manifest'\)$/],
  ["missing_import.js", /Module not found.*missing\.js/],
];

for (const [file, message] of FAULTS) {
  Deno.test(`addUserPlugins() says what is wrong with ${file}`, async () => {
    const error = await assertRejects(() => addUserPlugins([`${FILES}/${file}`], []), PluginError);
    assertMatch(error.message, message);
    assertEquals(error.message.includes("\n"), false);
  });
}

import { assertEquals, assertThrows } from "@std/assert";
import { PluginError } from "../../../core/model/errors.ts";
import { checkPlugin } from "../../../core/resolve/check_plugin.ts";

const MANIFEST = {
  apiVersion: 1,
  id: "my-format",
  title: "Mine",
  extensions: [".mine", ".index.mine"],
  signatures: [{ offset: 0, bytes: [0, 255] }],
};
const nothing = () => null;
const METHODS = { detect: nothing, load: nothing, summarize: nothing };

Deno.test("checkPlugin() lets a plugin pass, also as an instance of a class", () => {
  checkPlugin({ manifest: MANIFEST, ...METHODS }, "a.js");
  class Mine {
    readonly manifest = MANIFEST;
    detect(): null {
      return null;
    }
    load(): null {
      return null;
    }
    summarize(): null {
      return null;
    }
  }
  checkPlugin(new Mine(), "a.js");
});

const FAULTS: readonly (readonly [unknown, string])[] = [
  [undefined, "it has no default export; export default the plugin"],
  [nothing, "its default export is not an object"],
  [METHODS, "its default export has no manifest"],
  [{ manifest: { ...MANIFEST, apiVersion: "1" }, ...METHODS }, `its manifest's apiVersion is "1", not 1`],
  [{ manifest: { ...MANIFEST, id: "My Format" }, ...METHODS }, `its manifest's id is "My Format", not kebab-case text`],
  [{ manifest: { ...MANIFEST, title: undefined }, ...METHODS }, "its manifest's title is undefined, not text"],
  [
    { manifest: { ...MANIFEST, extensions: ["mine"] }, ...METHODS },
    `its manifest's extensions is something else, not an array of lower-case texts that begin with "."`,
  ],
  [
    { manifest: { ...MANIFEST, signatures: [{ offset: 0, bytes: [256] }] }, ...METHODS },
    "its manifest's signatures is something else, not an array of {offset, bytes}",
  ],
  [{ manifest: MANIFEST, ...METHODS, load: undefined }, "its load is not a function"],
];

Deno.test("checkPlugin() names the file and the first field that is wrong", () => {
  for (const [exported, fault] of FAULTS) {
    const error = assertThrows(() => checkPlugin(exported, "a.js"), PluginError);
    assertEquals(error.message, `Plugin "a.js": ${fault}`);
  }
});

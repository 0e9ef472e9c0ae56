import { assertEquals } from "@std/assert";
import * as mod from "../mod.ts";

// The public API: a change to this list needs a line in the changelog, written for users.
const EXPORTS = [
  "AmbiguousError",
  "CLASS_KEY",
  "DEFAULT_LIMITS",
  "DEFAULT_RENDER_OPTIONS",
  "DTYPES",
  "ERROR_TAGS",
  "FileError",
  "FormatError",
  "LimitError",
  "PluginError",
  "REGISTRY",
  "SORT_KEYS",
  "SourceError",
  "UnsupportedError",
  "UsageError",
  "byteLength",
  "childrenOf",
  "compareFolders",
  "compareInputs",
  "comparePaths",
  "createMemorySource",
  "describeInput",
  "dtype",
  "elementCount",
  "exitStatus",
  "findDType",
  "integerScalar",
  "isExact",
  "isTaggedError",
  "openFile",
  "openFileInput",
  "openUrl",
  "renderPieces",
  "renderReport",
];

Deno.test("mod.ts exports what is published, and no more", () => {
  assertEquals(Object.keys(mod).toSorted(), EXPORTS);
});

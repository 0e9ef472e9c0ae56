/// <reference lib="deno.unstable" />
/**
 * The house rules that `deno lint` can check, as its plugin.
 *
 * @module
 */
import { docstring } from "./docstring.ts";
import { layers } from "./layers.ts";
import { defaultExport, fileName } from "./names.ts";
import { fileLength, functionLength } from "./size.ts";
import { webOnly } from "./web_only.ts";

const plugin: Deno.lint.Plugin = {
  name: "diffai",
  rules: {
    layers,
    docstring,
    "web-only": webOnly,
    "file-length": fileLength,
    "function-length": functionLength,
    "file-name": fileName,
    "default-export": defaultExport,
  },
};

export default plugin;

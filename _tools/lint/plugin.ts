/// <reference lib="deno.unstable" />
/**
 * The house style that `deno lint` can check, as its plugin: docstrings, names, lengths.
 *
 * @module
 */
import { docstring } from "./docstring.ts";
import { defaultExport, fileName } from "./names.ts";
import { fileLength, functionLength } from "./size.ts";

const plugin: Deno.lint.Plugin = {
  name: "diffai",
  rules: {
    docstring,
    "file-length": fileLength,
    "function-length": functionLength,
    "file-name": fileName,
    "default-export": defaultExport,
  },
};

export default plugin;

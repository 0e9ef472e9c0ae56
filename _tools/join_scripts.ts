/**
 * Joins the scripts of a bundle to fewer, larger ones that start faster, as
 * `deno task bundle` does: `_tools/join_scripts.ts FROM TO`. `deno bundle` makes
 * a script for every set of `import()`s that share modules; Deno reads the graph
 * of all of them before it runs the first, and looks up a cache for each that it
 * runs.
 *
 * @module
 */
import { type Plugin, rollup } from "@rollup/wasm-node";
import { loadedTogether } from "./loaded_together.ts";
import { eagerFunctions } from "./eager_functions.ts";

/** The script that the bundle starts with. */
const ENTRY = "cli.js";

/** Packages that stay outside of the bundle. */
const EXTERNAL = ["@swc/wasm-typescript"];

/** Smaller scripts become part of others, in bytes: to find and to load one costs more than to read its text in vain. */
const LEAST_BYTES = 4000;

const EAGER: Plugin = {
  name: "eager functions",
  renderChunk(code) {
    return { code: eagerFunctions(code, this.parse(code)), map: null };
  },
};

/** Writes the scripts that the entry of a folder leads to into another folder, joined. */
async function joinScripts(from: string, to: string): Promise<void> {
  const input = `${from}/${ENTRY}`;
  const groups = await loadedTogether(from);
  await using bundle = await rollup({ input, external: EXTERNAL, plugins: [EAGER], logLevel: "warn" });
  await bundle.write({
    dir: to,
    chunkFileNames: "[name].js", // each has a hash in its name already, or is one of a few groups
    manualChunks: (id) => groups.get(basename(id)),
    experimentalMinChunkSize: LEAST_BYTES,
    hoistTransitiveImports: false,
  });
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

if (import.meta.main) await joinScripts(...Deno.args as [from: string, to: string]);

/**
 * Joins the scripts of a bundle to fewer, larger ones, as `deno task bundle`
 * does: `_tools/join_scripts.ts FROM TO`. `deno bundle` makes a script for every
 * set of `import()`s that share modules. Deno reads the graph of all of them
 * before it runs the first, and looks up a cache for each that it runs.
 *
 * @module
 */
import { rollup } from "@rollup/wasm-node";

/** The script that the bundle starts with. */
const ENTRY = "cli.js";

/** Packages that stay outside of the bundle. */
const EXTERNAL = ["@swc/wasm-typescript"];

/** Smaller scripts become part of others, in bytes: to find and to load one costs more than to read its text in vain. */
const LEAST_BYTES = 4000;

/** Writes the scripts that the entry of a folder leads to into another folder, joined; gives their names. */
export async function joinScripts(from: string, to: string): Promise<readonly string[]> {
  await using bundle = await rollup({ input: `${from}/${ENTRY}`, external: EXTERNAL, logLevel: "warn" });
  const { output } = await bundle.write({
    dir: to,
    chunkFileNames: "[name].js", // each has a hash in its name already
    experimentalMinChunkSize: LEAST_BYTES,
    hoistTransitiveImports: false,
  });
  return output.map(({ fileName }) => fileName);
}

if (import.meta.main) {
  const [from, to] = Deno.args as [string, string];
  await joinScripts(from, to);
}

/**
 * The command line: `deno run --allow-read jsr:@diffai/cli OLD NEW`.
 *
 * @module
 */
import { run } from "./core/cli/run.ts";

if (import.meta.main) Deno.exit(await run(Deno.args));

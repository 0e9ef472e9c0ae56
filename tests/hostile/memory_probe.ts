/**
 * Runs a command line and prints the memory it left resident: V8 gives little
 * back within a second, so that this is close to the most it took.
 *
 * @module
 */
import { run } from "../../core/cli/run.ts";

if (import.meta.main) {
  await run(Deno.args);
  console.log(`\nresident ${Deno.memoryUsage().rss}`);
}

/**
 * The command line: `deno run --allow-read jsr:@diffai/cli OLD NEW`.
 *
 * @module
 */
import { run } from "./core/cli/run.ts";

if (import.meta.main) {
  // Only a plugin can leave a promise that nothing will ever settle: then the process would end as if all were well.
  globalThis.addEventListener("beforeunload", () => {
    console.error(
      "diffai: Nothing is left to wait for, but the comparison is not done: a promise of a plugin never settles",
    );
    Deno.exit(2);
  });
  // Not awaited at the top level, where Deno ends such a process by itself, with an error of its own.
  run(Deno.args).then(Deno.exit);
}

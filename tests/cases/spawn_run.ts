import type { RunResult } from "./capture_run.ts";

const CLI = new URL("../../cli.ts", import.meta.url).pathname;
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

/** Whether tests may start child processes; without `--allow-run` those that need one are ignored. */
export const MAY_SPAWN: boolean = Deno.permissions.querySync({ name: "run" }).state === "granted";

/** How to start the child. */
export interface SpawnOptions {
  readonly folder?: string;
  /** Permissions; by default all that diffai needs. */
  readonly permissions?: readonly string[];
  /** Flags of the JavaScript engine. */
  readonly engineFlags?: readonly string[];
}

/** A command line as a process of its own, as a user starts it. */
export function commandOf(
  args: readonly string[],
  { folder = Deno.cwd(), permissions = ["--allow-read"], engineFlags = [] }: SpawnOptions = {},
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--config", CONFIG, ...permissions],
      ...(engineFlags.length > 0 ? [`--v8-flags=${engineFlags.join(",")}`] : []),
      ...[CLI, ...args],
    ],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs a command line in a process of its own to its end. */
export async function spawnRun(args: readonly string[], options?: SpawnOptions): Promise<RunResult> {
  const { code, stdout, stderr } = await commandOf(args, options).output();
  const decoder = new TextDecoder();
  return { status: code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

import type { ParsedArguments } from "../parse_arguments.ts";

/** The name of the configuration file of a folder. */
export const CONFIG_NAME = ".diffai.yaml";

/** The configuration file of a command line; `null` for none. It costs one look at the working folder at most. */
export function findConfig({ flags }: ParsedArguments): string | null {
  if (flags.has("no-config")) return null;
  const given = flags.get("config");
  if (given) return (given as readonly string[])[0]!;
  return isThere(CONFIG_NAME) ? CONFIG_NAME : null;
}

// Without leave to read it there is none: a file that nobody named is nothing to ask a user about.
function isThere(name: string): boolean {
  if (Deno.permissions.querySync({ name: "read", path: name }).state !== "granted") return false;
  try {
    Deno.statSync(name);
    return true;
  } catch {
    return false;
  }
}

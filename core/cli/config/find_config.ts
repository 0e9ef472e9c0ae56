import type { ParsedArguments } from "../parse_arguments.ts";

/** The name of the configuration file of a folder. */
export const CONFIG_NAME = ".diffai.yaml";

/**
 * The configuration file of a command line; `null` for none. Without `--config`
 * it is the nearest one upward from the working folder, relative to that.
 */
export function findConfig({ flags }: ParsedArguments): string | null {
  if (flags.has("no-config")) return null;
  const given = flags.get("config");
  if (given) return (given as readonly string[])[0]!;
  if (isThere(CONFIG_NAME)) return CONFIG_NAME;
  for (let up = "../", above = foldersAbove(); above > 0; above--, up += "../") {
    if (isThere(up + CONFIG_NAME)) return up + CONFIG_NAME;
  }
  return null;
}

// Without leave to read it there is none: a file that nobody named is nothing to ask a user about.
function isThere(name: string): boolean {
  if (!mayRead(name)) return false;
  try {
    return Deno.statSync(name).isFile;
  } catch {
    return false;
  }
}

/** How many folders lie above the working folder; 0 without leave to know. */
function foldersAbove(): number {
  return mayRead(".") ? Deno.cwd().split(/[\\/]/).filter((name) => name !== "").length : 0;
}

function mayRead(path: string): boolean {
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}

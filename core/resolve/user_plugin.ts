import { PluginError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { PluginEntry } from "../plugin.ts";
import { openReason } from "../source/file.ts";
import { checkPlugin } from "./check_plugin.ts";
import { stripTypes } from "./strip_types.ts";

/**
 * The registry with a user's plugins, given as files, before the built-in ones.
 * The files run as code, with diffai's own permissions. In the compiled binary a
 * TypeScript plugin must be a single file: only `import type` is possible.
 *
 * @throws {PluginError} if a file is missing, has an error, exports no plugin, or takes an id that is taken.
 */
export async function addUserPlugins(
  files: readonly string[],
  builtIn: readonly PluginEntry[],
): Promise<readonly PluginEntry[]> {
  const owners = new Map(builtIn.map(({ manifest }) => [manifest.id, "a built-in plugin"]));
  const entries: PluginEntry[] = [];
  for (const file of files) {
    const entry = await loadUserPlugin(file);
    const owner = owners.get(entry.manifest.id);
    if (owner !== undefined) throw new PluginError(file, `its id ${quote(entry.manifest.id)} is taken by ${owner}`);
    owners.set(entry.manifest.id, quote(file));
    entries.push(entry);
  }
  return [...entries, ...builtIn];
}

async function loadUserPlugin(file: string): Promise<PluginEntry> {
  const { default: plugin } = await importFile(file);
  checkPlugin(plugin, file);
  return { manifest: plugin.manifest, user: true, load: () => Promise.resolve(plugin) };
}

async function importFile(file: string): Promise<{ readonly default?: unknown }> {
  if (!/\.(m?ts|m?js)$/.test(file)) throw new PluginError(file, "its name does not end in .ts, .mts, .js or .mjs");
  const isTypeScript = /ts$/.test(file);
  // The compiled binary holds no TypeScript compiler.
  const url = isTypeScript && Deno.build.standalone ? await moduleUrl(file) : fileUrl(file);
  try {
    return await import(url);
  } catch (cause) {
    throw new PluginError(file, importReason(cause), { cause });
  }
}

/** A data URL of a TypeScript file without its types. */
async function moduleUrl(file: string): Promise<string> {
  const code = await stripTypes(readText(file), file);
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`;
}

function readText(file: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (cause) {
    throw new PluginError(file, openReason(cause), { cause });
  }
}

function fileUrl(file: string): string {
  try {
    if (!Deno.statSync(file).isFile) throw new PluginError(file, "it is not a file");
    const path = Deno.realPathSync(file).replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
    // A Windows drive keeps its colon.
    return `file://${path.startsWith("/") ? "" : "/"}${path.replace(/^([A-Za-z])%3A/, "$1:")}`;
  } catch (cause) {
    if (cause instanceof PluginError) throw cause;
    throw new PluginError(file, openReason(cause), { cause });
  }
}

/** The first line of what went wrong, with the line and column where there is one. */
function importReason(cause: unknown): string {
  if (!(cause instanceof Error)) return `it threw ${String(cause)}`;
  const [, line, column] = /\bat [a-z]+:\S*:(\d+):(\d+)\s*$/m.exec(cause.message) ?? [];
  const first = cause.message.split("\n")[0]!.replace(/ at [a-z]+:\S*:\d+:\d+$/, "");
  if (line !== undefined) return `line ${line}, column ${column}: ${first}`;
  return `it could not be imported: ${cause.name}: ${first}`;
}

import { spawnRun } from "../cases/spawn_run.ts";

const ROOT = new URL("../../", import.meta.url).href;

/** Has the engine write each script that it is given to standard output, in a line of its own. */
const LOG_SCRIPTS = ["--log-function-events", "--no-logfile-per-isolate", "--logfile=-"];
const SCRIPT_LINE = /^script-details,\d+,([^,]*),/gm;

/** A module of a package, in the cache of packages: host, name, version, path. */
const PACKAGED = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/[^/]+\/(.+)$/;

/**
 * The modules that a command line has the engine load, run in a process of its
 * own: those of the repository by their paths, those of packages as `name/path`.
 */
export async function loadedModules(args: readonly string[], folder: string): Promise<readonly string[]> {
  const { stdout } = await spawnRun(args, { folder, engineFlags: LOG_SCRIPTS });
  const names = [...stdout.matchAll(SCRIPT_LINE)].flatMap(([, url]) => moduleName(url!));
  return [...new Set(names)].sort();
}

function moduleName(url: string): string[] {
  if (url.startsWith(ROOT)) return [url.slice(ROOT.length)];
  const [, name, path] = PACKAGED.exec(url) ?? [];
  return name === undefined ? [] : [`${name}/${path}`];
}

import { FormatError } from "../../model/errors.ts";
import { quote } from "../../model/escape.ts";
import { DEFAULT_LIMITS } from "../../model/limits.ts";
import { openFile } from "../../source/file.ts";
import { readText } from "../../source/text.ts";
import { checkShape } from "./check_shape.ts";
import { CONFIG_SHAPE } from "./config_shape.ts";
import { childOf, ConfigError, type LocatedNode } from "./located_node.ts";
import { parseLocated } from "./parse_located.ts";

/** One configuration file, its shape checked. */
export interface ConfigFile {
  readonly file: string;
  readonly root: LocatedNode;
}

/** Most files that extend one another. */
const MOST_FILES = 16;

/**
 * A configuration file and those that it extends, the most general first.
 *
 * @throws {FormatError} where one is wrong, with its line. @throws {SourceError} if one cannot be read.
 * @throws {LimitError} if one is too large.
 */
export async function readConfigs(file: string): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = [], seen = new Set<string>();
  for (let next: string | null = file; next !== null;) {
    const config = await readConfig(next);
    seen.add(Deno.realPathSync(next));
    files.unshift(config);
    next = within(config, (root) => extended(root, config.file, seen));
  }
  return files;
}

/**
 * Does something with a file's content; what is wrong there becomes an error that names the file.
 *
 * @throws {FormatError}
 */
export function within<T>({ file, root }: ConfigFile, use: (root: LocatedNode) => T): T {
  try {
    return use(root);
  } catch (cause) {
    throw located(cause, file);
  }
}

function located(cause: unknown, file: string): unknown {
  if (!(cause instanceof ConfigError)) return cause;
  return new FormatError(cause.message, { file, place: { line: cause.line }, cause });
}

async function readConfig(file: string): Promise<ConfigFile> {
  await using source = openFile(file);
  const { configBytes, blockBytes } = DEFAULT_LIMITS;
  const { text } = await readText(source, { documentBytes: configBytes, blockBytes });
  try {
    const root = parseLocated(text);
    checkShape(root, CONFIG_SHAPE);
    return { file, root };
  } catch (cause) {
    throw located(cause, file);
  }
}

/** The file that a configuration extends; `null` for none. */
function extended(root: LocatedNode, file: string, seen: ReadonlySet<string>): string | null {
  const node = childOf(root, "extends");
  if (node?.kind !== "scalar") return null;
  const name = String(node.value);
  if (/^([\\/]|[a-z]:|[a-z][a-z+.-]*:\/\/)/i.test(name)) {
    throw new ConfigError(node.line, `"extends" needs a path relative to this file, not ${quote(name)}`);
  }
  const path = `${file.slice(0, file.lastIndexOf("/") + 1)}${name}`;
  if (seen.size >= MOST_FILES) throw new ConfigError(node.line, `more than ${MOST_FILES} files extend one another`);
  if (seen.has(realPath(path))) throw new ConfigError(node.line, `${quote(name)} extends this file: a cycle`);
  return path;
}

/** The path without links; as it is if there is no such file, which opening it will say. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}

import { FormatError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import { pluginFailure } from "../model/plugin_failure.ts";
import { note, type Problem } from "../model/problem.ts";
import type { Artefact, FormatPlugin, PluginEntry } from "../plugin.ts";
import type { ByteSource } from "../source/byte_source.ts";
import type { OpenInput } from "../source/open_input.ts";
import { createContext } from "./create_context.ts";

/** The plugin that is to load it. */
export interface LoadFormat {
  readonly entry: PluginEntry;
  readonly plugin: FormatPlugin;
}

/** A loaded file. Closing it closes the siblings that were opened, and with them their tensors' bytes. */
export interface LoadedArtefact extends AsyncDisposable {
  readonly artefact: Artefact;
  readonly entry: PluginEntry;
  /** The file itself, then the siblings in the order in which they were opened. */
  readonly sources: readonly ByteSource[];
  /** What the plugin had to say about the file; grows while a table is read. */
  readonly problems: readonly Problem[];
}

/**
 * Runs a plugin on a file. Whatever goes wrong is one of diffai's own errors;
 * what a user's plugin returns is checked before it is used.
 *
 * @throws {FileError} what the plugin found wrong with the file.
 * @throws {PluginError} if the plugin fails otherwise or returns something else than an artefact.
 */
export async function loadArtefact(input: OpenInput, format: LoadFormat, limits: Limits): Promise<LoadedArtefact> {
  const { entry, plugin } = format;
  const problems: Problem[] = [];
  const sources: ByteSource[] = [input.source];
  await using siblings = new AsyncDisposableStack();
  const context = createContext({
    limits,
    file: input.path,
    async sibling(name) {
      checkBaseName(name, input.path);
      const sibling = siblings.use(await input.sibling(name));
      sources.push(sibling);
      return sibling;
    },
    note: (reason, place, file) => void problems.push(note(file, reason, place)),
  });
  try {
    const artefact = await plugin.load(input.source, context);
    if (entry.user) (await import("./check_artefact.ts")).checkArtefact(artefact, entry.manifest.id, limits);
    const opened = siblings.move();
    return { artefact, entry, sources, problems, [Symbol.asyncDispose]: () => opened.disposeAsync() };
  } catch (error) {
    throw pluginFailure(entry.manifest.id, input.path, error);
  }
}

/** A file may name others only in its own folder: no separator, no drive, no way up, nothing unprintable. */
function checkBaseName(name: string, file: string): void {
  // deno-lint-ignore no-control-regex
  if (typeof name === "string" && !/^\.{0,2}$|[/\\\x00-\x1f\x7f]|^[A-Za-z]:/.test(name)) return;
  throw new FormatError(`it names the file ${quote(String(name))}, which is not a plain file name`, { file });
}

import { isTaggedError, PluginError, type TaggedError } from "./errors.ts";
import { escapeText, quote } from "./escape.ts";

/**
 * What to throw for an error that came out of a plugin: diffai's own errors as
 * they are, everything else as a `PluginError` that names the plugin and the
 * file, so that no input gives a bare stack trace.
 *
 * @example
 * ```ts
 * import { pluginFailure } from "./plugin_failure.ts";
 * import { assertEquals } from "@std/assert";
 * const { message } = pluginFailure("idx", "a.idx", new RangeError("offset is out of bounds"));
 * assertEquals(message, 'Plugin "idx": failed on "a.idx": RangeError: offset is out of bounds');
 * ```
 */
export function pluginFailure(plugin: string, file: string, error: unknown): TaggedError {
  if (isTaggedError(error)) return error;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // The runtime appends code frames and hints to some messages; the first line says it.
  const line = escapeText(what.split("\n")[0]!);
  return new PluginError(plugin, `failed on ${quote(file)}: ${line}`, { cause: error });
}

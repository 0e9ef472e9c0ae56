import type { ParsedArguments } from "../parse_arguments.ts";
import type { Configuration } from "./configuration.ts";
import { findConfig } from "./find_config.ts";

/** A command line with the defaults of its configuration. */
export interface Configured {
  readonly parsed: ParsedArguments;
  /** `null`: there is no file. */
  readonly configuration: Configuration | null;
}

/**
 * Finds the configuration of a command line and fills in what it does not give
 * itself. Without a file nothing is imported.
 *
 * @throws {FormatError | SourceError | LimitError} for a configuration that is wrong.
 */
export async function configure(given: ParsedArguments): Promise<Configured> {
  const file = findConfig(given);
  if (file === null) return { parsed: given, configuration: null };
  const [{ loadConfig }, { withDefaults }] = await Promise.all([
    import("./load_config.ts"),
    import("./flag_defaults.ts"),
  ]);
  const configuration = await loadConfig(file);
  return { parsed: withDefaults(given, configuration), configuration };
}

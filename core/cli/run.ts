import { isTaggedError, type TaggedError, UsageError } from "../model/errors.ts";
import { COMMANDS, loadCompareCommand } from "./commands.ts";
import { configure, type Configured } from "./config/configure.ts";
import { readOptions } from "./options.ts";
import { parseArguments, type ParsedArguments } from "./parse_arguments.ts";
import { createTerminal, type Terminal } from "./terminal.ts";
import { VERSION } from "../model/version.ts";

/**
 * Runs one command line and gives its exit status. All of diffai's own errors
 * end here, as one line on standard error; so does any other error, which is a
 * defect: with `--verbose` its stack follows.
 */
export async function run(args: readonly string[], terminal: Terminal = createTerminal()): Promise<number> {
  try {
    const given = await parseArguments(args);
    if (given.flags.has("help") || args.length === 0) return await help(terminal), args.length === 0 ? 2 : 0;
    if (given.flags.has("version")) return terminal.print(`diffai ${VERSION}\n`), 0;
    const configured = await configure(given), { parsed, configuration } = configured;
    const options = readOptions(parsed, terminal, configuration?.rules);
    if (given.flags.has("print-config")) return await printConfig(given, configured, terminal), 0;
    const [name, ...others] = parsed.operands;
    const named = COMMANDS.find((each) => each.name === name);
    const command = await (named ? named.load() : loadCompareCommand());
    return await command(named ? others : parsed.operands, options, terminal);
  } catch (error) {
    terminal.warn(isTaggedError(error) ? messageOf(error) : `Defect, please report it: ${String(error)}`);
    if (!isTaggedError(error) && args.includes("--verbose")) console.error(error);
    return 2;
  }
}

async function help(terminal: Terminal): Promise<void> {
  const { helpText } = await import("./help.ts");
  terminal.print(helpText());
}

async function printConfig(given: ParsedArguments, configured: Configured, terminal: Terminal): Promise<void> {
  const { configText } = await import("./config/print_config.ts");
  terminal.print(configText(given, configured));
}

function messageOf(error: TaggedError): string {
  return error instanceof UsageError ? `${error.message}; see "diffai --help"` : error.message;
}

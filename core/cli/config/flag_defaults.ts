import type { FlagName } from "../flags.ts";
import { readOptions, type TerminalFacts } from "../options.ts";
import type { ParsedArguments } from "../parse_arguments.ts";
import type { Configuration, FlagDefault } from "./configuration.ts";
import { asConfigError, ConfigError, entriesOf, type LocatedNode, plainValue } from "./located_node.ts";

const NO_TERMINAL: TerminalFacts = { isTerminal: false, errorIsTerminal: false, noColor: true };

/**
 * The flags that a configuration sets, each checked as if it stood on a command line alone.
 *
 * @throws {ConfigError}
 */
export function* readFlagDefaults(
  node: LocatedNode | undefined,
  originOf: (line: number) => string,
): Generator<readonly [FlagName, FlagDefault]> {
  for (const [key, { line, value }] of entriesOf(node)) {
    const name = key as FlagName, plain = plainValue(value);
    if (plain === false) continue;
    const values = plain === true || [plain].flat().map(String);
    checkAlone(name, values, line);
    yield [name, { values, origin: originOf(line) }];
  }
}

function checkAlone(name: FlagName, values: true | readonly string[], line: number): void {
  if (values !== true && values.includes("")) throw new ConfigError(line, `"flags.${name}" is an empty text`);
  asConfigError(line, () => readOptions({ operands: [], flags: new Map([[name, values]]) }, NO_TERMINAL));
}

/** The command line with a configuration's flags where it gives none of its own. */
export function withDefaults(
  { operands, flags }: ParsedArguments,
  { flags: defaults }: Pick<Configuration, "flags">,
): ParsedArguments {
  const merged = new Map([...defaults].map(([name, { values }]) => [name, values]));
  for (const [name, values] of flags) merged.set(name, values);
  return { operands, flags: merged };
}

import { parseArgs } from "@std/cli";
import { quote } from "../model/escape.ts";
import { UsageError } from "../model/errors.ts";
import { type Flag, type FlagName, FLAGS } from "./flags.ts";

/** The command line taken apart: what was given, by the flags' main names. */
export interface ParsedArguments {
  readonly operands: readonly string[];
  /** `true` for a flag without a value, else its values in order. */
  readonly flags: ReadonlyMap<FlagName, true | readonly string[]>;
}

const ALL: readonly Flag[] = FLAGS;

/**
 * Takes a command line apart by the table of flags.
 *
 * @throws {UsageError} for an unknown flag (with the nearest one), a missing,
 * surplus or impossible value, and a flag given twice that is not repeatable.
 */
export async function parseArguments(args: readonly string[]): Promise<ParsedArguments> {
  checkFlagValues(args);
  const unknown: string[] = [];
  const valued = ALL.filter(({ value }) => value !== undefined);
  const parsed = parseArgs([...args], {
    string: ["_", ...valued.map(({ name }) => name)],
    boolean: ALL.filter(({ value }) => value === undefined).map(({ name }) => name),
    collect: valued.map(({ name }) => name),
    alias: Object.fromEntries(
      ALL.map(({ name, short, aliases = [] }) => [name, [...(short ? [short] : []), ...aliases]]),
    ),
    unknown(argument, key) {
      if (key !== undefined) unknown.push(argument);
      return key === undefined;
    },
  });
  if (unknown.length > 0) throw await unknownFlag(unknown[0]!);
  const flags = new Map<FlagName, true | readonly string[]>();
  for (const flag of ALL) {
    const given: unknown = parsed[flag.name];
    if (flag.value === undefined) {
      if (given === true) flags.set(flag.name as FlagName, true);
    } else if (Array.isArray(given) && given.length > 0) {
      flags.set(flag.name as FlagName, checkValues(flag, given.map(String)));
    }
  }
  return { operands: parsed._.map(String), flags };
}

/**
 * Refuses what `parseArgs` lets pass: a value for a flag that takes none, and a
 * flag in the place of a value.
 */
function checkFlagValues(args: readonly string[]): void {
  for (const [index, argument] of args.entries()) {
    if (argument === "--") return;
    const flag = flagOf(argument);
    if (flag === undefined) continue;
    const name = quote(`--${flag.name}`), given = argument.includes("=");
    if (flag.value === undefined && given) throw new UsageError(`Flag ${name} takes no value: ${quote(argument)}`);
    if (flag.value === undefined || given) continue;
    const next = args[index + 1];
    if (next === undefined) throw new UsageError(`Flag ${name} needs a value: ${flag.value}`);
    if (next.startsWith("-")) {
      throw new UsageError(`Flag ${name} needs a value: ${flag.value}; one that begins with a dash follows a "="`);
    }
  }
}

/** The flag that an argument names: `--name`, `--name=value`, or the last letter of `-abc`, which may take a value. */
function flagOf(argument: string): Flag | undefined {
  const [, long, short] = /^(?:--([^=]+)|-[^-=]*([^-=]))(?:=|$)/s.exec(argument) ?? [];
  return ALL.find(({ name, short: letter, aliases = [] }) =>
    long === undefined ? short !== undefined && short === letter : name === long || aliases.includes(long)
  );
}

/** The error for a flag that there is not; what finds the nearest one is imported only for it. */
async function unknownFlag(argument: string): Promise<UsageError> {
  const { suggestName } = await import("./suggest_name.ts");
  const name = argument.replace(/=.*$/s, "");
  const known = ALL.flatMap((flag) => [flag.name, ...(flag.aliases ?? [])]).map((each) => `--${each}`);
  return new UsageError(`Unknown flag ${quote(name)}: ${suggestName(name, known)}`);
}

function checkValues({ name, value, choices, repeatable }: Flag, values: readonly string[]): readonly string[] {
  const flag = `--${name}`;
  if (values.length > 1 && !repeatable) {
    throw new UsageError(`Flag ${quote(flag)} is given ${values.length} times: once is all it takes`);
  }
  for (const given of values) {
    if (given === "") throw new UsageError(`Flag ${quote(flag)} needs a value: ${value}`);
    if (!choices || choices.includes(given)) continue;
    if (name === "format" && /[./\\]/.test(given)) {
      throw new UsageError(
        `Flag "--output" names a format, not a file: for a file write "> ${given}" and choose from ${
          choices.join(", ")
        }`,
      );
    }
    throw new UsageError(`Flag ${quote(flag)} does not know ${quote(given)}: choose from ${choices.join(", ")}`);
  }
  return values;
}

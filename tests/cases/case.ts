import { FLAGS } from "../../core/cli/flags.ts";

/** A pair of files with a command line and what is true of it. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  /** Relative to `folder`. */
  readonly args: readonly string[];
  readonly exit: number;
}

const CASES = new URL("../../fixtures/cases/", import.meta.url).pathname;

/** All cases, by name. */
export function readCases(): Case[] {
  const names = [...Deno.readDirSync(CASES)].filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
  return names.map((name) => {
    const folder = `${CASES}${name}`;
    return { name, folder, ...JSON.parse(Deno.readTextFileSync(`${folder}/case.json`)) };
  });
}

/** A file beside a case, or `undefined`. */
export function readBeside({ folder }: Case, name: string): string | undefined {
  try {
    return Deno.readTextFileSync(`${folder}/${name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What is compared: the arguments before the first flag. */
export function operandsOf({ args }: Case): readonly [string, string] {
  return [args[0]!, args[1]!];
}

/** Flags of a case that diffai does not know yet. */
export function unknownFlags({ args }: Case): string[] {
  const known = new Set<string>(FLAGS.map(({ name }) => `--${name}`));
  return args.filter((argument) => argument.startsWith("--") && !known.has(argument));
}

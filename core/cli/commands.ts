import type { CommandOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What a command does; gives the exit status. */
export type Command = (operands: readonly string[], options: CommandOptions, terminal: Terminal) => Promise<number>;

/** A command's name, and the import that brings it. */
export interface CommandEntry {
  readonly name: string;
  load(): Promise<Command>;
}

/** The commands with a name. What is none of them is `OLD NEW`. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: "show", load: async () => (await import("./show_command.ts")).showCommand },
  { name: "formats", load: async () => (await import("./formats_command.ts")).formatsCommand },
  { name: "rules", load: async () => (await import("./rules_command.ts")).rulesCommand },
  { name: "analyses", load: async () => (await import("./analyses_command.ts")).analysesCommand },
];

/** `OLD NEW`: compares two files or two folders. */
export async function loadCompareCommand(): Promise<Command> {
  return (await import("./compare_command.ts")).compareCommand;
}

import { UsageError } from "../model/errors.ts";
import { escapeText } from "../model/escape.ts";
import type { CommandOptions } from "./options.ts";
import { pluginsInUse } from "./plugins_in_use.ts";
import type { Terminal } from "./terminal.ts";

/** `formats`: what can be read, a line a plugin. */
export async function formatsCommand(
  operands: readonly string[],
  options: CommandOptions,
  terminal: Terminal,
): Promise<number> {
  if (operands.length > 0) throw new UsageError(`"formats" takes no operand`);
  const rows = (await pluginsInUse(options)).map((
    { manifest: { id, title, extensions } },
  ) => [id, title, extensions.join(" ")]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(([id, title, extensions]) =>
    `${id!.padEnd(widths[0]!)}  ${title!.padEnd(widths[1]!)}  ${extensions}`
  );
  terminal.print(`${lines.map(escapeText).join("\n")}\n`);
  return 0;
}

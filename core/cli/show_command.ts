import { UsageError } from "../model/errors.ts";
import { DEFAULT_LIMITS } from "../model/limits.ts";
import { renderDescription } from "../render/render_description.ts";
import { openArgument } from "../resolve/open_file_input.ts";
import { resolveInput } from "../resolve/resolve_input.ts";
import { describeInput } from "../show_pipeline.ts";
import type { CommandOptions } from "./options.ts";
import { pluginsInUse } from "./plugins_in_use.ts";
import { tellProblems } from "./tell_problems.ts";
import { progressOf } from "./tell_progress.ts";
import type { Terminal } from "./terminal.ts";

/** `show PATH`: one file's facts, then a line a node. */
export async function showCommand(
  operands: readonly string[],
  options: CommandOptions,
  terminal: Terminal,
): Promise<number> {
  if (operands.length !== 1) throw new UsageError(`"show" takes one file; ${operands.length} given`);
  await using input = await openArgument(resolveInput(operands[0]!), DEFAULT_LIMITS);
  const description = await describeInput(input, {
    registry: await pluginsInUse(options),
    limits: DEFAULT_LIMITS,
    values: !options.render.showStructure,
    ...(options.filter ? { filter: options.filter } : {}),
    ...progressOf(options, terminal),
  });
  tellProblems({ problems: description.problems, files: [] }, options.quiet, terminal);
  if (!options.quiet) terminal.print(await renderDescription(description, options.format, options.render.precision));
  return description.problems.some(({ severity }) => severity === "trouble") ? 2 : 0;
}

import { comparePaths } from "../compare_paths.ts";
import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Report } from "../model/report.ts";
import { renderPieces } from "../render/renderers.ts";
import { exitStatus } from "../report/exit_status.ts";
import type { CommandOptions } from "./options.ts";
import { pluginsInUse } from "./plugins_in_use.ts";
import { tellProblems } from "./tell_problems.ts";
import { progressOf } from "./tell_progress.ts";
import type { Terminal } from "./terminal.ts";

/** `OLD NEW`: compares two files or two folders. */
export async function compareCommand(
  operands: readonly string[],
  options: CommandOptions,
  terminal: Terminal,
): Promise<number> {
  const [old, fresh] = twoOperands(operands);
  if (options.exit.failOn) (await import("./check_fail_on.ts")).checkFailOn(options.exit.failOn, options.rules);
  // What there is not is told before anything is read.
  if (options.with !== undefined && options.analyses.length === 0) {
    throw new UsageError(`Flag "--with" is for analyses on request: "--analyses" names them`);
  }
  if (options.analyses.length > 0) await (await import("../analysis_pipeline.ts")).loadAnalyses(options.analyses);
  const report = await compare(old, fresh, options, terminal);
  tellProblems(report, options.quiet, terminal);
  if (!options.quiet) terminal.print(await renderPieces(report, options.format, options.render));
  return exitStatus(report, options.exit);
}

function twoOperands(operands: readonly string[]): readonly [string, string] {
  if (operands.length === 2) return [operands[0]!, operands[1]!];
  const given = operands.length === 0 ? "none is given" : `${operands.length} given: ${operands.map(quote).join(", ")}`;
  throw new UsageError(`Two files or folders are needed, OLD and NEW; ${given}`);
}

async function compare(
  old: string,
  fresh: string,
  options: CommandOptions,
  terminal: Terminal,
): Promise<Report> {
  const { tolerance } = options.render;
  return await comparePaths(old, fresh, {
    registry: await pluginsInUse(options),
    // Silence about values is only right where the exit status speaks of structure alone.
    values: !(options.quiet && options.exit.diffOnly && !options.exit.failOn),
    jobs: options.jobs,
    distributions: options.render.showDistribution,
    sizes: options.render.showSizeReduction,
    quantization: options.render.quantizationAnalysis,
    analyses: options.analyses,
    ...(options.with === undefined ? {} : { with: options.with }),
    ...progressOf(options, terminal),
    include: options.include,
    exclude: options.exclude,
    ...(options.filter ? { filter: options.filter } : {}),
    ...(tolerance ? { tolerance } : {}),
    ...(options.rules ? { rules: options.rules } : {}),
  });
}

import { quote } from "../model/escape.ts";
import { UsageError } from "../model/errors.ts";
import type { OutputFormat } from "../render/renderers.ts";
import { DEFAULT_RENDER_OPTIONS, type RenderOptions, type SortKey } from "../render/render_options.ts";
import type { ExitOptions } from "../report/exit_status.ts";
import type { RulesInForce } from "../model/rule_settings.ts";
import type { FlagName } from "./flags.ts";
import type { ParsedArguments } from "./parse_arguments.ts";

/** Everything that the command line asks for, checked and typed. */
export interface CommandOptions {
  readonly format: OutputFormat;
  readonly render: RenderOptions;
  readonly exit: ExitOptions;
  readonly quiet: boolean;
  readonly filter?: RegExp;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly plugins: readonly string[];
  readonly jobs: number;
  /** Whether to tell how far the work is. */
  readonly progress: boolean;
  /** Ids of further analyses. */
  readonly analyses: readonly string[];
  /** A third file. */
  readonly with?: string;
  /** What a configuration says of the rules. */
  readonly rules?: RulesInForce;
}

/** What is known of the terminal. */
export interface TerminalFacts {
  readonly isTerminal: boolean;
  /** Whether standard error is one. */
  readonly errorIsTerminal: boolean;
  readonly noColor: boolean;
  /** Columns, where it is a terminal. */
  readonly width?: number;
}

/**
 * Options from flags, and what a configuration says of the rules.
 *
 * @throws {UsageError} for a value that is not a number, out of range, or not a regular expression.
 */
export function readOptions(
  { flags }: ParsedArguments,
  terminal: TerminalFacts,
  rules?: RulesInForce,
): CommandOptions {
  const has = (name: FlagName) => flags.has(name);
  const all = (name: FlagName) => (flags.get(name) ?? []) as readonly string[];
  const one = (name: FlagName) => all(name)[0];
  const number = (name: FlagName, least: number, most: number, whole: boolean, otherwise: number) =>
    readNumber(name, one(name), { least, most, whole }) ?? otherwise;
  const tolerance = { rtol: number("rtol", 0, Infinity, false, 0), atol: number("atol", 0, Infinity, false, 0) };
  const analyses = all("analyses").flatMap((ids) => ids.split(",")).map((id) => id.trim()).filter((id) => id !== "");
  if (has("analyses") && analyses.length === 0) throw new UsageError('Flag "--analyses" names no analysis');
  const quiet = has("quiet"), diffOnly = has("diff-only");
  return {
    format: (one("format") ?? "text") as OutputFormat,
    render: {
      color: isWanted(one("color"), terminal.isTerminal && !terminal.noColor),
      width: terminal.width ?? DEFAULT_RENDER_OPTIONS.width,
      top: number("top", 0, Number.MAX_SAFE_INTEGER, true, DEFAULT_RENDER_OPTIONS.top),
      sort: (one("sort") ?? DEFAULT_RENDER_OPTIONS.sort) as SortKey,
      precision: number("precision", 1, 17, true, DEFAULT_RENDER_OPTIONS.precision),
      showStructure: has("show-structure"),
      diffOnly,
      tensorDetails: has("tensor-details"),
      showDistribution: has("show-distribution"),
      showSizeReduction: has("show-size-reduction"),
      quantizationAnalysis: has("quantization-analysis"),
      analyses,
      verbose: has("verbose"),
      ...(tolerance.rtol > 0 || tolerance.atol > 0 ? { tolerance } : {}),
    },
    exit: {
      exitCode: quiet || has("exit-code"),
      diffOnly,
      ...(has("fail-on") ? { failOn: all("fail-on") } : {}),
    },
    quiet,
    ...(has("filter") ? { filter: readRegExp(one("filter")!) } : {}),
    include: all("include"),
    exclude: all("exclude"),
    plugins: all("plugin"),
    analyses,
    ...(has("with") ? { with: one("with")! } : {}),
    jobs: number("jobs", 1, 64, true, navigator.hardwareConcurrency),
    progress: !quiet && isWanted(one("progress"), terminal.errorIsTerminal),
    ...(rules ? { rules } : {}),
  };
}

/** Whether a flag that takes WHEN asks for something; `auto` is for `automatic` to say. */
function isWanted(when: string | undefined, automatic: boolean): boolean {
  return when === "always" || (when !== "never" && automatic);
}

function readNumber(
  name: FlagName,
  text: string | undefined,
  { least, most, whole }: { least: number; most: number; whole: boolean },
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\s*$/.test(text) ? NaN : Number(text);
  const kind = whole ? "a whole number" : "a number";
  if (Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const range = most === Infinity || most === Number.MAX_SAFE_INTEGER
    ? `of at least ${least}`
    : `from ${least} to ${most}`;
  throw new UsageError(`Flag ${quote(`--${name}`)} needs ${kind} ${range}: ${quote(text)} is none`);
}

function readRegExp(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: /, "") : String(cause);
    throw new UsageError(`Flag "--filter" needs a regular expression: ${reason}`, { cause });
  }
}

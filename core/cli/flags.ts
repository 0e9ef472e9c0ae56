import { SORT_KEYS } from "../render/render_options.ts";
import { RENDERERS } from "../render/renderers.ts";

/** A command-line flag as data: parsing, help and the reference page come from it. */
export interface Flag {
  /** Without the dashes; kebab-case. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Other names of the same flag. */
  readonly aliases?: readonly string[];
  /** What stands for the value in help; absent: the flag takes none. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly group: "output" | "selection" | "comparison" | "status" | "general";
  /** One sentence without a final period. */
  readonly about: string;
}

/** Every flag, in the order of help. */
export const FLAGS = [
  {
    name: "format",
    short: "o",
    aliases: ["output"],
    value: "FORMAT",
    choices: Object.keys(RENDERERS),
    group: "output",
    about: "print the report as this",
  },
  { name: "show-structure", group: "output", about: "only the structure: added, removed, reshaped, retyped, renamed" },
  {
    name: "diff-only",
    group: "output",
    about: "leave out what is unchanged and findings below a warning; the exit status then speaks of structure alone",
  },
  {
    name: "tensor-details",
    group: "output",
    about: "a row for each tensor: type, shape, statistics of both sides, measures of the change",
  },
  {
    name: "show-distribution",
    group: "output",
    about: "how the values of tensors are distributed: quantiles, distinct values, how far both sides are apart",
  },
  {
    name: "show-size-reduction",
    group: "output",
    about: "bytes of files and tensors by role, type and module; what is stored and not used",
  },
  {
    name: "quantization-analysis",
    group: "output",
    about: "how weights are quantized: schemes, bits, scales; signal to noise against floating-point weights",
  },
  {
    name: "analyses",
    value: "IDS",
    repeatable: true,
    group: "output",
    about: 'further analyses by their ids, with commas between, or all; "diffai analyses" lists them',
  },
  { name: "top", value: "N", group: "output", about: "entries of each list (10)" },
  { name: "sort", value: "KEY", choices: SORT_KEYS, group: "output", about: "order of changed tensors" },
  { name: "precision", value: "N", group: "output", about: "significant digits of measures in text, 1 to 17 (3)" },
  {
    name: "color",
    value: "WHEN",
    choices: ["auto", "always", "never"],
    group: "output",
    about: "colours; auto: only on a terminal and without NO_COLOR",
  },
  {
    name: "progress",
    value: "WHEN",
    choices: ["auto", "always", "never"],
    group: "output",
    about: "on standard error, how far work of over a second is; auto: only on a terminal",
  },
  { name: "filter", value: "REGEX", group: "selection", about: "only nodes whose path matches, at any position" },
  {
    name: "include",
    value: "GLOB",
    repeatable: true,
    group: "selection",
    about: "in folders: only files whose relative path or name matches",
  },
  {
    name: "exclude",
    value: "GLOB",
    repeatable: true,
    group: "selection",
    about: "in folders: not these files; excludes win",
  },
  {
    name: "rtol",
    value: "NUMBER",
    group: "comparison",
    about: "relative tolerance: |new - old| <= atol + rtol * |old| is no change (0)",
  },
  { name: "atol", value: "NUMBER", group: "comparison", about: "absolute tolerance (0)" },
  {
    name: "with",
    value: "FILE",
    group: "comparison",
    about: "a third model that analyses of merged models hold both against",
  },
  {
    name: "plugin",
    value: "FILE",
    repeatable: true,
    group: "comparison",
    about: "read formats with this plugin, in TypeScript or JavaScript; it runs as code",
  },
  {
    name: "jobs",
    value: "N",
    group: "comparison",
    about: "threads for large tensors, 1 to 64 (as many as there are processors); the report is the same",
  },
  {
    name: "exit-code",
    group: "status",
    about: "exit with 1 if anything differs (with --diff-only: if structure differs)",
  },
  {
    name: "fail-on",
    value: "RULE|SEVERITY",
    repeatable: true,
    group: "status",
    about:
      "exit with 1 if this rule finds something, or if something is found that is this severe (error, warn, info) " +
      "or more",
  },
  { name: "quiet", short: "q", group: "status", about: "print nothing; implies --exit-code" },
  {
    name: "config",
    value: "FILE",
    group: "general",
    about:
      "settings of rules, and defaults of flags; without it the nearest .diffai.yaml upward from the working folder",
  },
  { name: "no-config", group: "general", about: "read no configuration file" },
  { name: "print-config", group: "general", about: "print the settings in force and where each comes from" },
  { name: "verbose", short: "v", group: "general", about: "tell about the containers, too" },
  {
    name: "recursive",
    short: "r",
    group: "general",
    about: "accepted for habit's sake; folders are always compared whole",
  },
  { name: "version", group: "general", about: "print the version" },
  { name: "help", short: "h", group: "general", about: "print this" },
] as const satisfies readonly Flag[];

/** The name of a flag. */
export type FlagName = (typeof FLAGS)[number]["name"];

/** How arguments are read. */
export interface ParseOptions {
  /** Gives what follows `--` in the member `--` instead of in `_`. */
  "--"?: boolean;
  /** Other names of an option. */
  alias?: Record<string, string | readonly string[]>;
  /** Options without a value; `true`: all that are written with two dashes and no `=`. */
  boolean?: boolean | string | readonly string[];
  /** Values of options that are not given. */
  default?: Record<string, unknown>;
  /** Leaves everything after the first operand in `_`. */
  stopEarly?: boolean;
  /** Options whose value stays text, whatever it looks like. */
  string?: string | readonly string[];
  /** Options that may be repeated; their value is a list. */
  collect?: string | readonly string[];
  /** Options that `--no-NAME` sets to `false`. */
  negatable?: string | readonly string[];
  /** Called for each argument that no other member names; `false` leaves it out. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** The options by name, and the operands. */
export interface Args {
  _: (string | number)[];
  "--"?: string[];
  [option: string]: unknown;
}

/** Reads command line arguments. */
export function parseArgs(args: string[], options?: ParseOptions): Args;

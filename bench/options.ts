import { parseArgs } from "@std/cli";
import { quote } from "../core/model/escape.ts";
import { UsageError } from "../core/model/errors.ts";
import { type Row, ROWS } from "./rows.ts";

/** What `deno task bench` was asked for. */
export interface BenchOptions {
  readonly rows: readonly Row[];
  readonly rounds: number;
  /** Small inputs and one round: whether everything runs, and whether figures agree. */
  readonly quick: boolean;
  /** The Python in whose environment the peers are. */
  readonly python?: string;
  /** diffai as a compiled program. */
  readonly program?: string;
  /** Writes the results and the page into `docs/`. */
  readonly save: boolean;
}

/** Rounds of a full run: about a quarter of an hour for all rows. */
const ROUNDS = 9;

const TEXT_FLAGS = ["rounds", "only", "python", "program"] as const;
const FLAGS = ["quick", "save", ...TEXT_FLAGS] as const;

/**
 * Options from arguments.
 *
 * @example
 * ```ts
 * import { readBenchOptions } from "./options.ts";
 * import { assertEquals } from "@std/assert";
 * const { rows, rounds } = readBenchOptions(["--quick", "--only", "pth"]);
 * assertEquals([rows.map(({ id }) => id), rounds], [["pth"], 1]);
 * ```
 * @throws {UsageError} for what is no flag, no row, or no number of rounds.
 */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const parsed = parseArgs([...args], {
    boolean: ["quick", "save"],
    string: TEXT_FLAGS,
    collect: ["only"],
    unknown(arg) {
      throw new UsageError(`No such flag: ${quote(arg)}; there are ${FLAGS.map((flag) => `--${flag}`).join(", ")}`);
    },
  });
  const quick = parsed.quick === true, save = parsed.save === true;
  const { rounds, python, program } = parsed as { rounds?: string; python?: string; program?: string };
  if (quick && save) throw new UsageError("Flag --save needs a full run, not --quick");
  return {
    rows: chooseRows(parsed.only as readonly string[]),
    rounds: rounds === undefined ? quick ? 1 : ROUNDS : readRounds(rounds),
    quick,
    save,
    ...(python ? { python } : {}),
    ...(program ? { program } : {}),
  };
}

function chooseRows(only: readonly string[]): readonly Row[] {
  const ids = ROWS.map(({ id }) => id);
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new UsageError(`No such row: ${quote(unknown)}; there are ${ids.join(", ")}`);
  return only.length === 0 ? ROWS : ROWS.filter(({ id }) => only.includes(id));
}

function readRounds(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`Flag --rounds needs a whole number from 1 to 9999: ${quote(text)} is none`);
}

import type { Results, RowResult } from "../results.ts";
import { type Row, ROWS } from "../rows.ts";
import { isMissed, isSlower, type Standing, standings } from "../standings.ts";
import { PROGRAMS } from "../programs.ts";
import { contestantTitle } from "./contestant_title.ts";
import { formatMegabytes, formatRatio, formatSeconds } from "./quantity.ts";

/** Where diffai falls short in a run: sentences without a final period. */
export interface Shortfalls {
  readonly missed: readonly string[];
  readonly slower: readonly string[];
  readonly disagreeing: readonly string[];
  readonly unmeasured: readonly string[];
}

/** Everything in which a run does not speak for diffai, or does not speak. */
export function findShortfalls({ rows }: Results): Shortfalls {
  const each = <T>(find: (row: Row, result: RowResult) => readonly T[]): T[] =>
    ROWS.flatMap((row) => {
      const result = rows.find(({ id }) => id === row.id);
      return result ? find(row, result) : [];
    });
  const among = (test: (standing: Standing) => boolean) =>
    each((row, result) => standings(row, result).filter(test).map((standing) => sentence(row, standing)));
  return {
    missed: among(isMissed),
    // What misses its limit is not named twice.
    slower: among((standing) => isSlower(standing) && !isMissed(standing)),
    disagreeing: each(disagreements),
    unmeasured: ROWS.flatMap((row) => gaps(row, rows.find(({ id }) => id === row.id))),
  };
}

/** How many limits a run has put to the test. */
export function countLimits({ rows }: Results): number {
  return ROWS.flatMap((row) => {
    const result = rows.find(({ id }) => id === row.id);
    return result ? standings(row, result).filter(({ most }) => most !== undefined) : [];
  }).length;
}

function sentence(row: Row, { subject, against, quantity, value, most }: Standing): string {
  const what = `${row.title}: ${PROGRAMS[subject].title}`;
  if (against === undefined) {
    const format = quantity === "memory" ? formatMegabytes : formatSeconds;
    return `${what} takes ${format(value)}, the limit is ${format(most!)}`;
  }
  const limit = most === undefined ? "" : `, the limit is ${most}`;
  return `${what} takes ${formatRatio(value)} times the ${quantity} of ${contestantTitle(against)}${limit}`;
}

function disagreements(row: Row, { measured }: RowResult): string[] {
  return measured.flatMap(({ id, agreement }) =>
    agreement && agreement.differing.length > 0
      ? [`${row.title}: ${contestantTitle(id)} has other figures than diffai, such as ${agreement.differing[0]}`]
      : []
  );
}

function gaps(row: Row, result: RowResult | undefined): string[] {
  if (!result) return [`${row.title}: it was not part of the run`];
  if (result.reason !== undefined) return [`${row.title}: ${result.reason}`];
  return result.skipped.map(({ id, reason }) => `${row.title}, ${contestantTitle(id)}: ${reason}`);
}

import type { Results } from "./results.ts";

/**
 * What went wrong in a run, as lines: rows and peers that failed, and figures
 * that do not agree, or are not there. A missed limit is a result, not trouble.
 */
export function findTrouble({ rows }: Results): readonly string[] {
  return rows.flatMap(({ id: row, reason, failed, measured, skipped }) => [
    ...(failed ? [`${row}: ${reason}`] : []),
    ...skipped.filter(({ failed }) => failed).map(({ id, reason }) => `${row}: ${id} failed: ${reason}`),
    ...measured.flatMap(({ id, agreement }) => [
      ...(agreement?.figures === 0 ? [`${row}: ${id} has printed no figure to compare`] : []),
      ...(agreement?.differing ?? []).map((figure) => `${row}: ${id} does not agree: ${figure}`),
    ]),
  ]);
}

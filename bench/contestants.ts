import type { PairId } from "./inputs/input_pairs.ts";
import type { ProgramId } from "./programs.ts";
import type { Rival, Row } from "./rows.ts";
import { type SubjectId, SUBJECTS } from "./subjects.ts";

/** A program with its input: what takes part in the rounds of a row. */
export interface Contestant {
  /** Its name in the results. */
  readonly id: string;
  readonly program: ProgramId;
  readonly pair: PairId;
  /** Runs in every nth round. */
  readonly every: number;
}

/** Who takes part in a row: diffai in both forms, then its rivals. */
export function contestantsOf(row: Row): readonly Contestant[] {
  const subjects = SUBJECTS.map((program) => ({ id: program, program, pair: row.pair, every: 1 }));
  const rivals = row.rivals.flatMap((rival) =>
    rival.program === "same"
      ? SUBJECTS.map((program) => rivalOf(row, rival, program))
      : [rivalOf(row, rival, rival.program)]
  );
  return [...subjects, ...rivals];
}

/**
 * The one that `subject` is set against.
 *
 * @example
 * ```ts
 * import { opponent } from "./contestants.ts";
 * import { ROWS } from "./rows.ts";
 * import { assertEquals } from "@std/assert";
 * const twice = ROWS.find(({ id }) => id === "twice")!;
 * assertEquals(opponent(twice, twice.rivals[0]!, "compiled").id, "compiled on float32");
 * ```
 */
export function opponent(row: Row, rival: Rival, subject: SubjectId): Contestant {
  return rivalOf(row, rival, rival.program === "same" ? subject : rival.program);
}

function rivalOf(row: Row, { pair = row.pair, every = 1 }: Rival, program: ProgramId): Contestant {
  return { id: pair === row.pair ? program : `${program} on ${pair}`, program, pair, every };
}

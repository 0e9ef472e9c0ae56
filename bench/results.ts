/** What a run of the benchmark found, as `docs/performance.json` keeps it. Durations in seconds, sizes in bytes. */
export interface Results {
  readonly machine: MachineFacts;
  /** Of each program and package that was there. */
  readonly versions: Readonly<Record<string, string>>;
  /** Rounds of a row without a number of its own. */
  readonly rounds: number;
  readonly rows: readonly RowResult[];
  /** Ids of rows that a later run, of them alone, has measured anew. */
  readonly renewed?: readonly string[];
}

/** The machine, without its name. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly system: string;
  /** The load average of one minute before the run began. */
  readonly load: number;
}

/** What was measured of one row. */
export interface RowResult {
  readonly id: string;
  /** Why nothing of it was measured. */
  readonly reason?: string;
  /** The reason is that something failed. */
  readonly failed?: true;
  readonly measured: readonly ContestantResult[];
  readonly skipped: readonly SkippedContestant[];
}

/** What was measured of one program in a row. */
export interface ContestantResult {
  readonly id: string;
  /** Bytes of the two files that it reads. */
  readonly bytes: number;
  /** Of each run, in order. */
  readonly seconds: readonly number[];
  /** The largest of all runs; `null` where it could not be measured. */
  readonly peak_bytes: number | null;
  /** Where it prints figures that diffai has, too. */
  readonly agreement?: Agreement;
}

/** How far a peer's figures agree with those of diffai. */
export interface Agreement {
  readonly figures: number;
  /** The largest relative difference of two figures. */
  readonly worst: number;
  /** Names of figures that do not agree; the first ones. */
  readonly differing: readonly string[];
}

/** A program that was left out of a row. */
export interface SkippedContestant {
  readonly id: string;
  /** A clause without a final period. */
  readonly reason: string;
  /** It was there, and failed. */
  readonly failed?: true;
}

/**
 * Saved results with the rows of a later run in the place of theirs. A row is a
 * run of its own, so that others need not be measured again.
 */
export function renewRows(saved: Results, later: Results): Results {
  const anew = new Map(later.rows.map((row) => [row.id, row]));
  const added = later.rows.filter(({ id }) => !saved.rows.some((row) => row.id === id));
  return {
    ...saved,
    rows: [...saved.rows.map((row) => anew.get(row.id) ?? row), ...added],
    renewed: [...new Set([...saved.renewed ?? [], ...anew.keys()])],
  };
}

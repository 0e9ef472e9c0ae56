import type { ContestantResult, Results, RowResult } from "../../bench/results.ts";

/** What a contestant's runs took, a gigabyte read unless told otherwise. */
export function ran(id: string, seconds: readonly number[], more: Partial<ContestantResult> = {}): ContestantResult {
  return { id, bytes: 1e9, seconds, peak_bytes: 70e6, ...more };
}

/** Results of a run with these rows. */
export function resultsOf(...rows: readonly (Partial<RowResult> & Pick<RowResult, "id">)[]): Results {
  return {
    machine: { cpu: "Test processor", cores: 2, memory: 2 ** 34, system: "linux 6.1 x86_64", load: 0.1 },
    versions: { diffai: "0.1.0", deno: "2.9.6" },
    rounds: 9,
    rows: rows.map((row) => ({ measured: [], skipped: [], ...row })),
  };
}

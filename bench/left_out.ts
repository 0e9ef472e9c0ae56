import type { Contestant } from "./contestants.ts";
import { INPUT_PAIRS, type PairId } from "./inputs/input_pairs.ts";
import { PROGRAMS } from "./programs.ts";
import type { Row } from "./rows.ts";
import { isSubject, type SubjectId } from "./subjects.ts";

/** What is there to measure with. */
export interface Equipment {
  /** Versions of programs and packages that are there. */
  readonly versions: Readonly<Record<string, string>>;
  /** What `--help` of each form of diffai prints; without one that is not there. */
  readonly help: Readonly<Partial<Record<SubjectId, string>>>;
}

/**
 * Why a row's contestant is left out; `undefined` if it is not.
 *
 * @example
 * ```ts
 * import { whyLeftOut } from "./left_out.ts";
 * import { contestantsOf } from "./contestants.ts";
 * import { ROWS } from "./rows.ts";
 * import { assertEquals } from "@std/assert";
 * const row = ROWS.find(({ id }) => id === "bfloat16")!;
 * const sft = contestantsOf(row).find(({ id }) => id === "sft")!;
 * const equipment = { versions: { python: "3.11.7" }, help: {} };
 * assertEquals(whyLeftOut(row, sft, equipment), "sft-cli is not installed");
 * ```
 */
export function whyLeftOut(row: Row, { program }: Contestant, { versions, help }: Equipment): string | undefined {
  if (program === "cmp" && !versions.cmp) return "there is no cmp";
  if (isSubject(program)) {
    const text = help[program];
    if (text === undefined) return "--program was not given";
    const unknown = (row.flags ?? []).find((flag) => !text.includes(flag));
    return unknown && `it has no flag ${unknown}`;
  }
  return whyPackagesMissing(PROGRAMS[program].packages, versions);
}

/** Why a pair cannot be made; `undefined` if it can. */
export function whyNotMade(id: PairId, { versions }: Equipment): string | undefined {
  const { packages, from } = INPUT_PAIRS[id];
  const reason = whyPackagesMissing(packages, versions);
  if (reason) return `its files cannot be made: ${reason}`;
  return from && whyNotMade(from, { versions, help: {} });
}

function whyPackagesMissing(packages: readonly string[] = [], versions: Equipment["versions"]): string | undefined {
  if (packages.length > 0 && !versions.python) return "--python was not given";
  const missing = packages.filter((name) => !versions[name]);
  return missing.length === 0
    ? undefined
    : `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not installed`;
}

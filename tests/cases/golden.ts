import { VERSION } from "../../core/model/version.ts";
import { captureRun, type RunResult } from "./capture_run.ts";
import type { Case } from "./case.ts";

/** An output of a case that is kept beside it. */
export interface Golden {
  readonly file: string;
  /** Added to the case's arguments. */
  readonly args: readonly string[];
}

/** The outputs that are kept. */
export const GOLDENS: readonly Golden[] = [
  { file: "expected.txt", args: [] },
  { file: "expected.json", args: ["--format", "json"] },
];

/** Runs a case for one of its outputs. The version is left out of it: a release changes nothing else. */
export async function runGolden({ args, folder }: Case, golden: Golden): Promise<RunResult> {
  const result = await captureRun([...args, ...golden.args], folder);
  return { ...result, stdout: result.stdout.replace(`"version": "${VERSION}"`, '"version": "VERSION"') };
}

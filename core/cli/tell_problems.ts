import { type Problem, problemText } from "../model/problem.ts";
import type { Report } from "../model/report.ts";
import type { Terminal } from "./terminal.ts";

/** Writes problems to standard error, a line each, those of member files as well: trouble always, notes unless quiet. */
export function tellProblems(
  { problems, files }: Pick<Report, "problems" | "files">,
  quiet: boolean,
  terminal: Terminal,
): void {
  for (const problem of problems) if (isTold(problem, quiet)) terminal.warn(problemText(problem));
  for (const member of files) tellProblems(member, quiet, terminal);
}

function isTold({ severity }: Problem, quiet: boolean): boolean {
  return severity === "trouble" || !quiet;
}

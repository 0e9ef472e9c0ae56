import type { Report } from "../model/report.ts";
import { isWithinTolerance } from "../model/within_tolerance.ts";
import { isStructural } from "./rank_changes.ts";

/** What the exit status is asked to tell. */
export interface ExitOptions {
  /** 1 if anything differs. */
  readonly exitCode: boolean;
  /** Speak of structure alone. */
  readonly diffOnly: boolean;
}

/**
 * The process's exit status: 2 for trouble, 1 only when it was asked for and
 * something differs, else 0.
 */
export function exitStatus(report: Report, { exitCode, diffOnly }: ExitOptions): 0 | 1 | 2 {
  if (hasTrouble(report)) return 2;
  if (!exitCode) return 0;
  return (diffOnly ? differsInStructure(report) : differs(report)) ? 1 : 0;
}

/** Whether a comparison is missing or incomplete, in this report or that of a member file. */
export function hasTrouble({ problems, files }: Report): boolean {
  return problems.some(({ severity }) => severity === "trouble") || files.some(hasTrouble);
}

function differs(report: Report): boolean {
  if (report.comparison.kind === "folder") {
    const { added, removed } = report.comparison.files;
    return added + removed > 0 || report.files.some(differs);
  }
  return report.verdict === "different" && !isWithinTolerance(report);
}

function differsInStructure(report: Report): boolean {
  return report.comparison.structure_changes > 0 || report.changes.some(isStructural);
}

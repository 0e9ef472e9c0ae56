import type { Finding, Report } from "../model/report.ts";
import { SEVERITIES, type Severity } from "../model/rule.ts";
import { isWithinTolerance } from "../model/within_tolerance.ts";
import { isStructural } from "./rank_changes.ts";

/** What the exit status is asked to tell. */
export interface ExitOptions {
  /** 1 if anything differs. */
  readonly exitCode: boolean;
  /** Speak of structure alone. */
  readonly diffOnly: boolean;
  /** 1 if a finding stands that one of these names: a rule by its id, or a severity and all above it. */
  readonly failOn?: readonly string[];
}

/**
 * The process's exit status: 2 for trouble, 1 only when it was asked for and
 * something differs or was found, else 0.
 */
export function exitStatus(report: Report, { exitCode, diffOnly, failOn = [] }: ExitOptions): 0 | 1 | 2 {
  if (hasTrouble(report)) return 2;
  if (failOn.some((named) => hasFinding(report, named))) return 1;
  if (!exitCode) return 0;
  return (diffOnly ? differsInStructure(report) : differs(report)) ? 1 : 0;
}

/** Whether a comparison is missing or incomplete, in this report or that of a member file. */
export function hasTrouble({ problems, files }: Report): boolean {
  return problems.some(({ severity }) => severity === "trouble") || files.some(hasTrouble);
}

/** Whether a finding stands, in this report or that of a member file, that a rule's id or a severity names. */
function hasFinding({ findings, files }: Report, named: string): boolean {
  return findings.some((finding) => isNamed(finding, named)) || files.some((file) => hasFinding(file, named));
}

function isNamed({ rule, severity }: Finding, named: string): boolean {
  const least = SEVERITIES.indexOf(named as Severity);
  return rule === named || SEVERITIES.indexOf(severity) <= least;
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

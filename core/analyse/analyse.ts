import type { AnalysisStatus, Change, Finding } from "../model/report.ts";
import type { ChangeRule } from "../model/rule.ts";

/** What the rules found, and which of them could be applied. */
export interface Analysed {
  readonly findings: readonly Finding[];
  readonly analyses: readonly AnalysisStatus[];
}

/** Applies every rule to every change of a tensor; findings come in the order of rules, then of changes. */
export function analyse(changes: readonly Change[], rules: readonly ChangeRule[], values: boolean): Analysed {
  const hasTensors = changes.some(isTensor);
  const status = ({ id, title }: ChangeRule): AnalysisStatus => {
    if (!hasTensors) return { id, title, status: "not_applicable", reason: "there is no tensor" };
    return values ? { id, title, status: "ok" } : { id, title, status: "skipped", reason: "values were not compared" };
  };
  return { findings: values ? applyRules(rules, changes) : [], analyses: rules.map(status) };
}

// Every change is looked at once: its figures may have to be made each time.
function applyRules(rules: readonly ChangeRule[], changes: readonly Change[]): Finding[] {
  const found = rules.map((): Finding[] => []);
  for (const change of changes) {
    if (!isTensor(change)) continue;
    for (const [index, { id, severity, basis, check }] of rules.entries()) {
      const message = check(change);
      if (message !== null) found[index]!.push({ rule: id, severity, path: change.path, message, basis });
    }
  }
  return found.flat();
}

function isTensor({ node }: Change): boolean {
  return node === "tensor";
}

import type { AnalysisStatus, Change, Finding } from "../model/report.ts";
import type { ChangeRule } from "../model/rule.ts";

/** What the rules found, and which of them could be applied. */
export interface Analysed {
  readonly findings: readonly Finding[];
  readonly analyses: readonly AnalysisStatus[];
}

/** Applies every rule to every change; findings come in the order of rules, then of changes. */
export function analyse(changes: readonly Change[], rules: readonly ChangeRule[], values: boolean): Analysed {
  const tensors = changes.filter(({ node }) => node === "tensor");
  const status = ({ id, title }: ChangeRule): AnalysisStatus => {
    if (tensors.length === 0) return { id, title, status: "not_applicable", reason: "there is no tensor" };
    return values ? { id, title, status: "ok" } : { id, title, status: "skipped", reason: "values were not compared" };
  };
  return {
    findings: values ? rules.flatMap((rule) => applyRule(rule, tensors)) : [],
    analyses: rules.map(status),
  };
}

function applyRule({ id, severity, basis, check }: ChangeRule, changes: readonly Change[]): Finding[] {
  return changes.flatMap((change) => {
    const message = check(change);
    return message === null ? [] : [{ rule: id, severity, path: change.path, message, basis }];
  });
}

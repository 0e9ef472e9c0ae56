import { formatCount } from "./format_count.ts";
import type { AnalysisStatus, Change, Finding } from "../model/report.ts";
import type { CompiledRule } from "./compile_rule.ts";
import { factsOf } from "./facts.ts";

/** What the rules found, and which of them could be applied. */
export interface Analysed {
  readonly findings: readonly Finding[];
  readonly analyses: readonly AnalysisStatus[];
}

/**
 * Applies every rule to every change of a tensor; findings come in the order of
 * rules, then of changes.
 */
export function analyse(changes: readonly Change[], rules: readonly CompiledRule[], values: boolean): Analysed {
  if (!values) return withoutFindings(rules, { status: "skipped", reason: "values were not compared" });
  return applyRules(rules, changes);
}

function withoutFindings(rules: readonly CompiledRule[], status: Pick<AnalysisStatus, "status" | "reason">): Analysed {
  return { findings: [], analyses: rules.map(({ rule: { id }, title }) => ({ id, title, ...status })) };
}

// Every change is looked at once: its figures may have to be made each time.
function applyRules(rules: readonly CompiledRule[], changes: readonly Change[]): Analysed {
  const found = rules.map((): Finding[] => []), unmeasured = rules.map(() => new Map<string, number>());
  for (const change of changes) {
    if (!isTensor(change)) continue;
    const facts = factsOf(change);
    for (const [index, { rule: { id, basis }, judge }] of rules.entries()) {
      const judgement = judge(facts);
      if (judgement.kind === "unmeasured") countReason(unmeasured[index]!, whyUnknown(change, judgement.fact));
      if (judgement.kind !== "finding") continue;
      const { severity, message } = judgement;
      found[index]!.push({ rule: id, severity, path: change.path, message, basis });
    }
  }
  return {
    findings: found.flat(),
    analyses: rules.map((rule, index) => statusOf(rule, unmeasured[index]!)),
  };
}

function isTensor({ node }: Change): boolean {
  return node === "tensor";
}

function whyUnknown({ unmeasured }: Change, fact: string): string {
  const measure = fact.split(".").at(-1)!;
  return unmeasured?.[measure] ?? unmeasured?.changed_elements ?? `${fact} is not known`;
}

function countReason(reasons: Map<string, number>, reason: string): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

/** Where a rule could not be applied to some tensors, it says to how many, and why. */
function statusOf({ rule: { id }, title }: CompiledRule, unmeasured: ReadonlyMap<string, number>): AnalysisStatus {
  const base = { id, title };
  if (unmeasured.size === 0) return { ...base, status: "ok" };
  const reasons = [...unmeasured].map(([reason, count]) => `${formatCount(count)}: ${reason}`);
  return { ...base, status: "inconclusive", reason: reasons.join("; ") };
}

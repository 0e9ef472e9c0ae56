import type { AnalysisStatus, Change, Finding } from "../model/report.ts";
import { AnalysisFacts } from "./analysis_facts.ts";
import type { CompiledRule } from "./compile_rule.ts";
import { type Facts, factsOf, findFact } from "./facts.ts";
import { LosslessTypes } from "./lossless_types.ts";
import { leadingTensors, modelFacts, type PairInputs } from "./model_facts.ts";
import { RuleRecord } from "./rule_record.ts";

/** What the rules found, and which of them could be applied. */
export interface Analysed {
  readonly findings: readonly Finding[];
  readonly analyses: readonly AnalysisStatus[];
}

/** What rules are applied to beside the changes. */
export interface AnalyseOptions {
  readonly values: boolean;
  readonly inputs: PairInputs;
  /** What analyses have found out already. */
  readonly analysed?: readonly AnalysisStatus[];
}

/**
 * Applies every rule to every change of a tensor, or to the pair as a whole.
 * Findings come in the order of rules, then of changes; what is true of all
 * tensors of a module is told once.
 */
export function analyse(
  changes: readonly Change[],
  rules: readonly CompiledRule[],
  { values, inputs, analysed = [] }: AnalyseOptions,
): Analysed {
  if (!values) return withoutFindings(rules, { status: "skipped", reason: "values were not compared" });
  const model = modelFacts(changes, inputs), figures = new AnalysisFacts(analysed);
  const records = rules.map((rule) => new RuleRecord(rule, changes.length, figures));
  const squares = new Float64Array(changes.length), lossless = new LosslessTypes();
  // Every change is looked at once: its figures may have to be made each time.
  for (const [index, change] of changes.entries()) {
    if (!isTensor(change)) continue;
    const facts = factsOf(change, { model, analysis: figures.of(change) });
    lossless.add(change);
    if (change.role === "parameter") squares[index] = squareOf(facts);
    for (const record of records) if (record.scope === "tensor") record.apply(facts, index, change);
  }
  const whole = { model: { ...model, ...leadingTensors(squares), ...lossless.facts() }, analysis: figures.whole };
  for (const record of records) if (record.scope === "model") record.apply(whole);
  return {
    findings: records.flatMap((record) => record.findings(changes)),
    analyses: records.map((record) => record.status()),
  };
}

function withoutFindings(rules: readonly CompiledRule[], status: Pick<AnalysisStatus, "status" | "reason">): Analysed {
  return { findings: [], analyses: rules.map(({ rule: { id }, title }) => ({ id, title, ...status })) };
}

/** l2^2 of a tensor; 0 where it is not known. */
function squareOf(facts: Facts): number {
  const l2 = findFact(facts, ["measures", "l2"]);
  return typeof l2 === "number" && Number.isFinite(l2) ? l2 * l2 : 0;
}

function isTensor({ node }: Change): boolean {
  return node === "tensor";
}

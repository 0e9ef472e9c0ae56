import { formatCount } from "../model/format_count.ts";
import type { AnalysisStatus, Change, Finding } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";
import type { AnalysisFacts } from "./analysis_facts.ts";
import type { CompiledRule } from "./compile_rule.ts";
import type { Facts } from "./facts.ts";
import { rollUp, STATE, type Told } from "./roll_up.ts";
import { type Said, saySame } from "./shared_modules.ts";

/** What one rule makes of a comparison. */
export class RuleRecord {
  readonly #rule: CompiledRule;
  readonly #figures: AnalysisFacts;
  readonly #states: Uint8Array;
  readonly #said: Said[] = [];
  /** Why it could say nothing, and of how many tensors. */
  readonly #unmeasured = new Map<string, number>();

  /** Of a rule that is to be applied to so many changes; `figures` tell why one of them is undefined. */
  constructor(rule: CompiledRule, changes: number, figures: AnalysisFacts) {
    this.#rule = rule;
    this.#figures = figures;
    this.#states = new Uint8Array(rule.rule.scope === "tensor" ? changes : 0);
  }

  get scope(): Rule["scope"] {
    return this.#rule.rule.scope;
  }

  /** Applies the rule to the change at an index, or to the pair as a whole. */
  apply(facts: Facts, index = 0, change?: Change): void {
    const judgement = this.#rule.judge(facts);
    if (judgement.kind === "outside") return;
    if (change) this.#states[index] = judgement.kind === "finding" ? STATE.found : STATE.nothing;
    if (judgement.kind === "unmeasured") this.#count(this.#whyUnknown(judgement.fact, change));
    if (judgement.kind !== "finding") return;
    this.#said.push(this.#known(judgement));
  }

  /** What it found, told of modules where it is true of all of their tensors. */
  findings(changes: readonly Change[]): readonly Finding[] {
    const { rule } = this.#rule, { id, basis } = rule, said = this.#said;
    const told = this.scope === "model"
      ? said.map((each): Told => ({ ...each, path: "" }))
      : rollUp(changes, { states: this.#states, said }, rule);
    return told.map(({ severity, path, message, tensors }) => ({
      rule: id,
      severity,
      path,
      message,
      basis,
      ...(tensors === undefined ? {} : { tensors }),
    }));
  }

  /** What was said before, where it is the same: of 100,000 tensors one thing may be true. */
  #known(said: Said): Said {
    const last = this.#said.at(-1);
    return last && saySame(last, said) ? last : { severity: said.severity, message: said.message };
  }

  /** Where the rule could not be applied to some tensors, it says to how many, and why. */
  status(): AnalysisStatus {
    const { rule: { id }, title } = this.#rule, reasons = this.#unmeasured;
    if (reasons.size === 0) return { id, title, status: "ok" };
    const told = [...reasons].map(([reason, count]) =>
      this.scope === "model" ? reason : `${formatCount(count)} ${count === 1 ? "tensor" : "tensors"}: ${reason}`
    );
    return { id, title, status: "inconclusive", reason: told.join("; ") };
  }

  #whyUnknown(fact: string, change: Change | undefined): string {
    const [group, name = group!] = fact.split("."), unmeasured = change?.unmeasured;
    const reason = group === "analysis"
      ? this.#figures.reasonFor(change?.path ?? "", name)
      : unmeasured?.[name] ?? unmeasured?.changed_elements;
    return reason ?? `${fact} is not known`;
  }

  #count(reason: string): void {
    this.#unmeasured.set(reason, (this.#unmeasured.get(reason) ?? 0) + 1);
  }
}

import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import { type Rule, type RuleSettings, ruleTitle, type Severity } from "../model/rule.ts";
import type { Condition, Expressions } from "./expressions.ts";
import { FACT_GROUPS, type FactName, factName, type Facts, findFact, TENSOR_FACTS } from "./facts.ts";
import { compileMessage, type Message } from "./message_template.ts";

/** What a rule makes of a tensor. */
export type Judgement =
  /** It is not one that the rule is about. */
  | { readonly kind: "outside" }
  | { readonly kind: "nothing" }
  /** A fact that it reads is not known. */
  | { readonly kind: "unmeasured"; readonly fact: string }
  | { readonly kind: "finding"; readonly severity: Severity; readonly message: string };

/** A rule whose expressions were parsed and checked. */
export interface CompiledRule {
  readonly rule: Rule;
  /** With its limits. */
  readonly title: string;
  judge(facts: Facts): Judgement;
}

const OUTSIDE: Judgement = { kind: "outside" }, NOTHING: Judgement = { kind: "nothing" };

/**
 * Compiles a rule with its limits as they are, or as a user has set them.
 *
 * @throws {UsageError} if an expression is wrong or a fact is not known.
 */
export function compileRule(rule: Rule, expressions: Expressions, set: RuleSettings = {}): CompiledRule {
  for (const name of rule.reads) checkFact(name, rule.id);
  const limits = Object.fromEntries(
    Object.entries(rule.limits).map(([name, limit]) => [name, set[name] ?? limit.default]),
  );
  const applies = rule.when === undefined ? () => true : expressions.condition(rule.when);
  const reads = rule.reads.map(factName);
  const levels = rule.levels.map((level) => ({
    severity: level.severity,
    holds: expressions.condition(level.if),
    message: compileMessage(level.message ?? rule.message, expressions),
  }));
  return {
    rule,
    title: ruleTitle(rule, set),
    judge: (facts) => judge(facts, { limits, reads, applies, levels }),
  };
}

interface Level {
  readonly severity: Severity;
  readonly holds: Condition;
  readonly message: Message;
}

/** A rule's expressions, and what they need. */
interface Parts {
  readonly limits: RuleSettings;
  /** The facts that it reads, split at the dot. */
  readonly reads: readonly FactName[];
  readonly applies: Condition;
  readonly levels: readonly Level[];
}

function judge(facts: Facts, { limits, reads, applies, levels }: Parts): Judgement {
  if (!applies(facts, limits)) return OUTSIDE;
  for (const name of reads) {
    if (findFact(facts, name) === undefined) return { kind: "unmeasured", fact: name.join(".") };
  }
  for (const { severity, holds, message } of levels) {
    if (holds(facts, limits)) return { kind: "finding", severity, message: message(facts, limits) };
  }
  return NOTHING;
}

function checkFact(name: string, rule: string): void {
  const [first, second] = name.split(".");
  const table = second === undefined ? TENSOR_FACTS : FACT_GROUPS[first as keyof typeof FACT_GROUPS];
  if (!table || !Object.hasOwn(table, second ?? first!)) {
    throw new UsageError(`Rule ${quote(rule)} reads ${quote(name)}, which is no fact`);
  }
}

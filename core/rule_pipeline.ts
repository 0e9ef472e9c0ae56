import { analyse, type Analysed } from "./analyse/analyse.ts";
import { compileRule } from "./analyse/compile_rule.ts";
import { KnownExpressions } from "./analyse/expressions.ts";
import type { PairInputs } from "./analyse/model_facts.ts";
import type { Change } from "./model/report.ts";
import { RULE_EXPRESSIONS } from "./rules/rule_expressions.ts";
import { RULES } from "./rules/rules.ts";

/** Applies the built-in rules to the changes of a comparison that has tensors. */
export function applyRules(
  changes: readonly Change[],
  options: { readonly values: boolean; readonly inputs: PairInputs },
): Analysed {
  const expressions = new KnownExpressions(RULE_EXPRESSIONS);
  return analyse(changes, RULES.map((rule) => compileRule(rule, expressions)), options);
}

import { analyse, type Analysed, type AnalyseOptions } from "./analyse/analyse.ts";
import type { CompiledRule } from "./analyse/compile_rule.ts";
import { configureRule, type PathSettings } from "./analyse/configure_rule.ts";
import { type Expressions, KnownExpressions } from "./analyse/expressions.ts";
import type { AnalysisStatus, Change } from "./model/report.ts";
import { type Rule, ruleTitle } from "./model/rule.ts";
import { isOff, type RulesInForce } from "./model/rule_settings.ts";
import { RULE_EXPRESSIONS } from "./rules/rule_expressions.ts";
import { RULES } from "./rules/rules.ts";

/** What only settings need: a matcher of paths, the parser of a user's own rules. */
const PARTS = {
  globs: () => import("./resolve/glob_filter.ts"),
  cel: () => import("./analyse/own_expressions.ts"),
} as const;

const AS_THEY_ARE: RulesInForce = { rules: {}, overrides: [], own: [] };

/** What rules are applied to beside the changes, and how they are set. */
export interface RuleOptions extends AnalyseOptions {
  /** Absent: the built-in rules as they are. */
  readonly rules?: RulesInForce | undefined;
}

/** Applies the built-in rules and a user's own to the changes of a comparison that has tensors. */
export async function applyRules(
  changes: readonly Change[],
  { rules: settings = AS_THEY_ARE, ...options }: RuleOptions,
): Promise<Analysed> {
  const rules = [...RULES, ...settings.own];
  const on = rules.filter(({ id }) => !isOff(id, settings)), off = rules.filter(({ id }) => isOff(id, settings));
  const { findings, analyses } = analyse(changes, await configureRules(on, settings), options);
  return { findings, analyses: [...analyses, ...off.map(offStatus)] };
}

async function configureRules(rules: readonly Rule[], settings: RulesInForce): Promise<readonly CompiledRule[]> {
  const overrides = await pathSettings(settings);
  const own = new Set(settings.own);
  const { OwnExpressions } = own.size > 0 ? await PARTS.cel() : { OwnExpressions: null };
  const known = new KnownExpressions(RULE_EXPRESSIONS);
  const expressionsOf = (rule: Rule): Expressions =>
    OwnExpressions && own.has(rule) ? new OwnExpressions(rule.id, Object.keys(rule.limits)) : known;
  return rules.map((rule) => configureRule(rule, expressionsOf(rule), settings.rules[rule.id], overrides));
}

async function pathSettings({ overrides }: RulesInForce): Promise<readonly PathSettings[]> {
  if (overrides.length === 0) return [];
  const { createGlobFilter } = await PARTS.globs();
  return overrides.map(({ paths, rules }) => ({ rules, matches: createGlobFilter({ include: paths }) }));
}

function offStatus(rule: Rule): AnalysisStatus {
  return { id: rule.id, title: ruleTitle(rule), status: "skipped", reason: "turned off by the configuration" };
}

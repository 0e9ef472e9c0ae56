import type { Rule } from "../model/rule.ts";
import { mergeSettings, type RuleSetting, type SettingsByRule } from "../model/rule_settings.ts";
import { type CompiledRule, compileRule, type Judgement } from "./compile_rule.ts";
import type { Expressions } from "./expressions.ts";
import type { Facts } from "./facts.ts";

/** What is set for the paths that a test holds for. */
export interface PathSettings {
  readonly rules: SettingsByRule;
  matches(path: string): boolean;
}

const OUTSIDE: Judgement = { kind: "outside" };

/**
 * Compiles a rule as it is set: for all paths, and for some. A rule that is off
 * judges nothing.
 */
export function configureRule(
  rule: Rule,
  expressions: Expressions,
  setting: RuleSetting | undefined,
  overrides: readonly PathSettings[] = [],
): CompiledRule {
  const own = overrides.flatMap(({ rules, matches }) => {
    const change = rules[rule.id];
    return change === undefined ? [] : [{ change, matches }];
  });
  const everywhere = compileSetting(rule, expressions, setting);
  if (own.length === 0) return everywhere;
  // Few combinations of overrides meet: each is compiled when the first path needs it.
  const variants = new Map<string, CompiledRule>();
  const variantFor = (path: string): CompiledRule => {
    const met = own.filter(({ matches }) => matches(path));
    if (met.length === 0) return everywhere;
    const key = met.map((each) => own.indexOf(each)).join();
    const known = variants.get(key);
    if (known) return known;
    const merged = met.reduce<RuleSetting | undefined>((before, { change }) => mergeSettings(before, change), setting);
    const compiled = compileSetting(rule, expressions, merged);
    variants.set(key, compiled);
    return compiled;
  };
  return { ...everywhere, judge: (facts) => variantFor(pathOf(facts)).judge(facts) };
}

function pathOf({ path }: Facts): string {
  return typeof path === "string" ? path : "";
}

function compileSetting(rule: Rule, expressions: Expressions, setting: RuleSetting | undefined): CompiledRule {
  if (setting === "off") return { ...compileRule(rule, expressions), judge: () => OUTSIDE };
  const { severity, limits } = setting ?? {};
  const compiled = compileRule(rule, expressions, limits);
  if (severity === undefined) return compiled;
  return {
    ...compiled,
    judge(facts) {
      const judgement = compiled.judge(facts);
      return judgement.kind === "finding" ? { ...judgement, severity } : judgement;
    },
  };
}

import type { Rule, RuleSettings, Severity } from "./rule.ts";

/** What a user has set of one rule: that it is off, or another severity or limits. */
export type RuleSetting = "off" | {
  /** Of all its findings, whatever its levels say. */
  readonly severity?: Severity;
  readonly limits?: RuleSettings;
};

/** Settings by the ids of rules. */
export type SettingsByRule = Readonly<Record<string, RuleSetting>>;

/** What a user has set of the rules, as plain data. */
export interface RulesInForce {
  readonly rules: SettingsByRule;
  /** For tensors whose paths match one of the globs; later ones win over earlier ones, and all over `rules`. */
  readonly overrides: readonly RuleOverride[];
  /** Rules beside the built-in ones; their conditions are in CEL. */
  readonly own: readonly Rule[];
}

/** Settings for some paths. */
export interface RuleOverride {
  readonly paths: readonly string[];
  readonly rules: SettingsByRule;
}

/**
 * Two settings of one rule as one: the later wins, and limits that it leaves
 * open stay. A setting turns on again what one before turned off.
 *
 * @example
 * ```ts
 * import { mergeSettings } from "./rule_settings.ts";
 * import { assertEquals } from "@std/assert";
 * const before = { severity: "warn", limits: { a: 1 } } as const;
 * assertEquals(mergeSettings(before, { limits: { b: 2 } }), { severity: "warn", limits: { a: 1, b: 2 } });
 * assertEquals(mergeSettings(before, "off"), "off");
 * assertEquals(mergeSettings("off", { severity: "info" }), { severity: "info" });
 * ```
 */
export function mergeSettings(before: RuleSetting | undefined, after: RuleSetting): RuleSetting {
  if (after === "off" || before === "off" || before === undefined) return after;
  const limits = { ...before.limits, ...after.limits };
  return { ...before, ...after, ...(Object.keys(limits).length > 0 ? { limits } : {}) };
}

/** Whether a rule is off for every path. */
export function isOff(id: string, { rules, overrides }: RulesInForce): boolean {
  return rules[id] === "off" && overrides.every(({ rules }) => (rules[id] ?? "off") === "off");
}

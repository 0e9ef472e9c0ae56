import { assertEquals } from "@std/assert";
import { configureRule } from "../../../core/analyse/configure_rule.ts";
import { KnownExpressions } from "../../../core/analyse/expressions.ts";
import type { RuleSetting } from "../../../core/model/rule_settings.ts";
import { significantChange } from "../../../core/rules/magnitude/significant_change.ts";
import { RULE_EXPRESSIONS } from "../../../core/rules/rule_expressions.ts";

const KNOWN = new KnownExpressions(RULE_EXPRESSIONS);

/** What the rule makes of a tensor whose relative L2 change is 0.1. */
function judged(path: string, setting?: RuleSetting, ...overrides: (readonly [string, RuleSetting])[]): string {
  const set = overrides.map(([prefix, change]) => ({
    rules: { "significant-change": change },
    matches: (each: string) => each.startsWith(prefix),
  }));
  const measures = { relative_l2: 0.1 };
  const facts = { path, role: "parameter", change: "revalued", in_old: true, in_new: true, old: {}, new: {}, measures };
  const judgement = configureRule(significantChange, KNOWN, setting, set).judge(facts);
  return judgement.kind === "finding" ? judgement.severity : judgement.kind;
}

Deno.test("configureRule() without settings is the rule as it is", () => {
  assertEquals(judged("a"), "info");
});

Deno.test("configureRule() sets severity and limits, or turns a rule off", () => {
  assertEquals(judged("a", { severity: "error" }), "error");
  assertEquals(judged("a", { limits: { relative_l2: 0.2 } }), "nothing");
  assertEquals(judged("a", "off"), "outside");
});

Deno.test("configureRule() has later overrides win where their paths match", () => {
  assertEquals(judged("a.b", undefined, ["a", "off"]), "outside");
  assertEquals(judged("b", undefined, ["a", "off"]), "info");
  assertEquals(judged("a.b", undefined, ["a", "off"], ["a.b", { severity: "warn" }]), "warn");
  assertEquals(judged("a.b", { severity: "error" }, ["a", { limits: { relative_l2: 0.05 } }]), "error");
  assertEquals(judged("a.b", "off", ["a", { severity: "warn" }]), "warn");
});

Deno.test("configureRule() has its title say the limit that is set", () => {
  const { title } = configureRule(significantChange, KNOWN, { limits: { relative_l2: 0.2 } });
  assertEquals(title, "relative L2 change of at least 0.2");
});

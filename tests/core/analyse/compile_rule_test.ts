import { assertEquals, assertThrows } from "@std/assert";
import { CelExpressions } from "../../../core/analyse/cel_expressions.ts";
import { compileRule as compile } from "../../../core/analyse/compile_rule.ts";
import { UsageError } from "../../../core/model/errors.ts";
import type { Rule, RuleSettings } from "../../../core/model/rule.ts";
import { significantChange } from "../../../core/rules/magnitude/significant_change.ts";

function changed(rule: Partial<Rule>): Rule {
  return { ...significantChange, ...rule };
}

function compileRule(rule: Rule, set?: RuleSettings) {
  return compile(rule, new CelExpressions(rule.id, Object.keys(rule.limits)), set);
}

const FACTS = { change: "revalued", in_old: true, in_new: true, measures: { relative_l2: 0.02 } };

Deno.test("compileRule() takes the limits that a user has set", () => {
  assertEquals(compileRule(significantChange).judge(FACTS).kind, "finding");
  assertEquals(compileRule(significantChange, { relative_l2: 0.05 }).judge(FACTS).kind, "nothing");
});

Deno.test("compileRule() refuses what is not there, has another type or cannot be parsed", () => {
  const refused = (rule: Partial<Rule>, part: string) =>
    assertThrows(() => compileRule(changed(rule)), UsageError, part);
  refused({ when: "measures.relative_l1 > 0.0" }, "relative_l1");
  refused({ when: "measures.relative_l2" }, "is of type double, not bool");
  refused({ when: "old.dtype > 1.0" }, "no such overload");
  refused({ when: "(" }, 'Rule "significant-change": expression "("');
  refused({ reads: ["measures.relative_l1"] }, 'reads "measures.relative_l1", which is no fact');
  refused({ message: "{path | loud}" }, 'Message form "loud" is not known');
  refused({ levels: [{ severity: "info", if: "limits.other > 1.0" }] }, "other");
});

Deno.test("compileRule() takes the first level that holds", () => {
  const { judge } = compileRule(changed({
    levels: [{ severity: "error", if: "measures.relative_l2 > 1.0" }, {
      severity: "warn",
      if: "true",
      message: "{path}",
    }],
  }));
  assertEquals(judge({ ...FACTS, path: "fc" }), { kind: "finding", severity: "warn", message: "fc" });
  assertEquals(judge({ ...FACTS, path: "fc", measures: { relative_l2: 2 } }).kind, "finding");
});

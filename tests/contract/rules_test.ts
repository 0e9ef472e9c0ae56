import { assert, assertEquals, assertMatch } from "@std/assert";
import { CelExpressions } from "../../core/analyse/cel_expressions.ts";
import { compileRule } from "../../core/analyse/compile_rule.ts";
import { KnownExpressions } from "../../core/analyse/expressions.ts";
import { factsOf } from "../../core/analyse/facts.ts";
import type { Change } from "../../core/model/report.ts";
import type { RuleExample } from "../../core/model/rule.ts";
import type { Rule } from "../../core/model/rule.ts";
import { RULE_EXPRESSIONS } from "../../core/rules/rule_expressions.ts";
import { RULES } from "../../core/rules/rules.ts";

const SIDE = { dtype: "float32", shape: [2], elements: 2 };
const PLACE = { path: "a", keys: ["a"] };

/** Changes of tensors with as little as a report may hold. */
const BARE: readonly Change[] = [
  { ...PLACE, node: "tensor", change: "unchanged", old: SIDE, new: SIDE },
  { ...PLACE, node: "tensor", change: "added", old: null, new: SIDE },
  { ...PLACE, node: "tensor", change: "removed", old: SIDE, new: null },
];

/** The facts of an example: a tensor in both files, unless it says otherwise. */
function factsOfExample({ given }: RuleExample) {
  const plain = { path: "a", role: "parameter", change: "revalued", in_old: true, in_new: true };
  return { ...plain, old: {}, new: {}, measures: {}, analysis: {}, ...given };
}

const KNOWN = new KnownExpressions(RULE_EXPRESSIONS);

/** A rule as the product compiles it, and as the Common Expression Language evaluates it. */
function bothWays(rule: Rule) {
  return [compileRule(rule, KNOWN), compileRule(rule, new CelExpressions(rule.id, Object.keys(rule.limits)))];
}

Deno.test("RULES have ids of their own", () => {
  const ids = RULES.map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const id of ids) assertMatch(id, /^[a-z]+(-[a-z0-9]+)*$/);
});

for (const rule of RULES) {
  Deno.test(`${rule.id}: its examples hold, as functions and in the Common Expression Language`, () => {
    for (const { judge } of bothWays(rule)) {
      for (const example of rule.examples) {
        const judgement = judge(factsOfExample(example));
        const made = judgement.kind === "finding" ? judgement.severity : judgement.kind;
        assertEquals(made, example.expect, JSON.stringify(example.given));
        if (example.message !== undefined) {
          assertEquals(judgement.kind === "finding" && judgement.message, example.message);
        }
      }
    }
  });

  Deno.test(`${rule.id} has an example of each level, of nothing, and of every message`, () => {
    const expected = new Set(rule.examples.map(({ expect }) => expect));
    for (const { severity } of rule.levels) assert(expected.has(severity), severity);
    assert(expected.has("nothing"));
    assert(
      rule.examples.every(({ expect, message }) =>
        (message !== undefined) === ["error", "warn", "info"].includes(expect)
      ),
    );
  });

  Deno.test(`${rule.id} finds nothing where nothing was measured`, () => {
    const { judge } = compileRule(rule, KNOWN);
    for (const change of BARE) assert(judge(factsOf(change)).kind !== "finding", change.change);
  });

  Deno.test(`${rule.id} says why it matters and what to do, in sentences`, () => {
    for (const text of [rule.why, rule.remedy]) assertMatch(text, /^[A-Z].*\.$/s);
    for (const text of [rule.title, rule.message]) assert(!text.endsWith("."));
  });
}

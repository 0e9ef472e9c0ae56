import { assertEquals } from "@std/assert";
import { analyse } from "../../../core/analyse/analyse.ts";
import { compileRule } from "../../../core/analyse/compile_rule.ts";
import { KnownExpressions } from "../../../core/analyse/expressions.ts";
import { RULE_EXPRESSIONS } from "../../../core/rules/rule_expressions.ts";
import { RULES } from "../../../core/rules/rules.ts";
import type { Change, TensorFacts } from "../../../core/model/report.ts";
import { measures, tensor } from "../report/make_report.ts";

const KNOWN = new KnownExpressions(RULE_EXPRESSIONS), COMPILED = RULES.map((rule) => compileRule(rule, KNOWN));

const INPUTS = { old: null, new: null };

/** What the rules find, as `rule path: message`. */
function found(...changes: readonly Change[]): string[] {
  const { findings } = analyse(changes, COMPILED, { values: true, inputs: INPUTS });
  return findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

function sides(old: Partial<TensorFacts>, fresh: Partial<TensorFacts>): Partial<Change> {
  const facts = { dtype: "float32", shape: [100], elements: 100 };
  return { old: { ...facts, ...old }, new: { ...facts, ...fresh }, measures: measures({ relative_l2: 0 }) };
}

Deno.test("analyse() says whether the rules could be applied, and why not", () => {
  const statuses = (changes: readonly Change[], values: boolean) =>
    analyse(changes, COMPILED, { values, inputs: INPUTS }).analyses.map(({ status, reason }) => [status, reason]);
  const all = (entry: unknown) => RULES.map(() => entry);
  const whole = { mean: 0, std: 1, min: -1, max: 1, zeros: 0, nan: 0, pos_inf: 0, neg_inf: 0 };
  const same = tensor("a", { ...sides(whole, whole), change: "unchanged" });
  assertEquals(statuses([same], true), all(["ok", undefined]));
  assertEquals(statuses([same], false), all(["skipped", "values were not compared"]));
  const reason = "the old tensor is all zero";
  const fromZero = tensor("b", {
    ...sides(whole, whole),
    measures: measures({ relative_l2: null }),
    unmeasured: { relative_l2: reason },
  });
  const { analyses } = analyse([same, fromZero, fromZero], COMPILED, { values: true, inputs: INPUTS });
  assertEquals(
    analyses.find(({ id }) => id === "significant-change"),
    {
      id: "significant-change",
      title: "relative L2 change of at least 0.01",
      status: "inconclusive",
      reason: `2 tensors: ${reason}`,
    },
  );
});

Deno.test("analyse() gives findings in the order of rules, then of changes", () => {
  const worst = sides({ nan: 0, pos_inf: 0, neg_inf: 0 }, { nan: 2, pos_inf: 2, neg_inf: 0 });
  const worse = sides({ nan: 0, pos_inf: 0, neg_inf: 0 }, { nan: 1, pos_inf: 1, neg_inf: 0 });
  assertEquals(found(tensor("b", worse), tensor("a", worst)).map((line) => line.split(":")[0]), [
    "nan-appeared b",
    "nan-appeared a",
    "infinity-appeared b",
    "infinity-appeared a",
  ]);
});

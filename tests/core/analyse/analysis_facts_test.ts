import { assertEquals } from "@std/assert";
import { analyse } from "../../../core/analyse/analyse.ts";
import { AnalysisFacts } from "../../../core/analyse/analysis_facts.ts";
import { CelExpressions } from "../../../core/analyse/cel_expressions.ts";
import { compileRule } from "../../../core/analyse/compile_rule.ts";
import { ANALYSIS_FACTS } from "../../../core/analyse/facts.ts";
import { loadAnalyses } from "../../../core/analysis_pipeline.ts";
import { ANALYSES } from "../../../core/measure/analyses/registry.ts";
import type { AnalysisStatus, Change } from "../../../core/model/report.ts";
import { normalisationDrift } from "../../../core/rules/training/normalisation_drift.ts";
import { RULES } from "../../../core/rules/rules.ts";

const NO_VARIANCE = "no channel has a Gaussian on both sides";

const DRIFT: AnalysisStatus = {
  id: "normalisation-statistics",
  title: "drift",
  status: "ok",
  results: {
    basis: "measured",
    figures: { symmetric_kl: 3, channels: 8, unchanged: 1 },
    tensors: [
      { path: "a", figures: { symmetric_kl: 6, largest_kl: 9, worst_channel: 1, channels: 4 } },
      { path: "b", figures: { symmetric_kl: null, channels: 4 }, unmeasured: { symmetric_kl: NO_VARIANCE } },
    ],
  },
};

function statistics(path: string): Change {
  const side = { dtype: "float32", shape: [4], elements: 4 };
  return { path, keys: [path], node: "tensor", change: "revalued", role: "buffer", old: side, new: side };
}

Deno.test("AnalysisFacts gives figures of a tensor's module, and those of the whole apart", () => {
  const facts = new AnalysisFacts([DRIFT]);
  assertEquals(facts.whole, { symmetric_kl: 3, channels: 8 });
  assertEquals(facts.of({ path: "a.running_mean" }).symmetric_kl, 6);
  assertEquals(facts.of({ path: "b" }), { channels: 4 });
  assertEquals(facts.of({ path: "c.weight" }), {});
  assertEquals(facts.of({ path: "weight" }), {}, "what is in no module is not the whole");
});

Deno.test("AnalysisFacts says why a figure is undefined, and takes figures of their own analysis alone", () => {
  const facts = new AnalysisFacts([DRIFT, { ...DRIFT, id: "another" }]);
  assertEquals(facts.reasonFor("b.running_mean", "symmetric_kl"), NO_VARIANCE);
  assertEquals(facts.reasonFor("a.running_mean", "symmetric_kl"), undefined);
  assertEquals(new AnalysisFacts([{ ...DRIFT, id: "another" }]).whole, {});
});

Deno.test("analyse() applies a rule to figures of analyses; where one is undefined, its reason is told", () => {
  const rule = compileRule(
    normalisationDrift,
    new CelExpressions(normalisationDrift.id, Object.keys(normalisationDrift.limits)),
  );
  const changes = ["a.running_mean", "a.running_var", "b.running_mean", "c.running_mean"].map(statistics);
  const { findings, analyses } = analyse(changes, [rule], {
    values: true,
    inputs: { old: null, new: null },
    analysed: [DRIFT],
  });
  assertEquals(findings.map(({ path, severity }) => [path, severity]), [["a.running_mean", "warn"]]);
  assertEquals([analyses[0]!.status, analyses[0]!.reason], ["inconclusive", `1 tensor: ${NO_VARIANCE}`]);
});

Deno.test("ANALYSIS_FACTS are figures of analyses that come by themselves", async () => {
  for (const [name, { analysis }] of Object.entries(ANALYSIS_FACTS)) {
    const entry = ANALYSES.find(({ id }) => id === analysis);
    const [loaded] = await loadAnalyses([analysis]);
    assertEquals(entry?.comesWith !== undefined, true, `${analysis} comes by itself`);
    assertEquals(Object.hasOwn(loaded!.figures, name), true, `${analysis} gives ${name}`);
    assertEquals(loaded!.kind, "model");
  }
});

Deno.test("no analysis has the id of a rule: both stand in the report's analyses", () => {
  const rules = new Set(RULES.map(({ id }) => id));
  assertEquals(ANALYSES.filter(({ id }) => rules.has(id)), []);
});

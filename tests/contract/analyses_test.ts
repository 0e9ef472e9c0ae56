import { assert, assertEquals, assertMatch } from "@std/assert";
import { loadAnalyses } from "../../core/analysis_pipeline.ts";
import { comparePaths } from "../../core/compare_paths.ts";
import { ALL_ANALYSES, ANALYSES } from "../../core/measure/analyses/registry.ts";
import { ANALYSIS_GROUPS } from "../../core/model/analysis.ts";
import type { AnalysisStatus, TensorFigures } from "../../core/model/report.ts";
import { REGISTRY } from "../../plugins/registry.ts";

const PAIRS = ["cases/fine_tuned", "cases/data_parallel", "findings/sgd_epoch", "findings/cast_to_bfloat16"];

const analyses = await loadAnalyses([ALL_ANALYSES]);

for (const [index, analysis] of analyses.entries()) {
  const { id, title, group, cost, formula, source, why, figures, rank } = analysis;

  Deno.test(`analysis ${id} is described`, () => {
    assertEquals(id, ANALYSES[index]!.id);
    assertMatch(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert(Object.hasOwn(ANALYSIS_GROUPS, group));
    assert(cost.length > 0 && source.length > 0);
    assertMatch(title, /[^.]$/);
    for (const text of [formula, why]) assertMatch(text, /\.$/);
    for (const [name, { unit, about }] of Object.entries(figures)) {
      assertMatch(name, /^[a-z0-9]+(_[a-z0-9]+)*$/);
      assert(unit.length > 0 && /[^.]$/.test(about));
    }
    if (rank !== undefined) assert(Object.hasOwn(figures, rank.replace(/^-/, "")));
  });

  for (const pair of PAIRS) {
    Deno.test(`analysis ${id} gives its own figures of ${pair}, and a reason for each that is null`, async () => {
      const report = await compare(pair, id), status = report.analyses.find((each) => each.id === id)!;
      checkStatus(status);
      const whole = status.results?.figures ? [{ path: "", ...status.results, figures: status.results.figures }] : [];
      for (const each of [...whole, ...status.results?.tensors ?? []]) checkFigures(each, Object.keys(figures));
    });
  }

  Deno.test(`analysis ${id} of a file and itself ends, and finds all tensors the same`, async () => {
    const report = await comparePaths(fileOf(PAIRS[0]!, "old"), fileOf(PAIRS[0]!, "old"), {
      registry: REGISTRY,
      analyses: [id],
    });
    assertEquals(report.verdict, "identical_bytes");
    checkStatus(report.analyses.find((each) => each.id === id)!);
  });
}

function compare(pair: string, id: string) {
  return comparePaths(fileOf(pair, "old"), fileOf(pair, "new"), { registry: REGISTRY, analyses: [id] });
}

function fileOf(pair: string, side: string): string {
  return new URL(`../../fixtures/${pair}/${side}.pth`, import.meta.url).pathname;
}

function checkStatus({ status, reason, results }: AnalysisStatus): void {
  if (status === "ok") assert(results !== undefined && reason === undefined);
  else assert(reason !== undefined || results?.left_out !== undefined, `${status} without a reason`);
}

function checkFigures({ path, figures, unmeasured = {} }: TensorFigures, declared: readonly string[]): void {
  for (const [name, figure] of Object.entries(figures)) {
    assert(declared.includes(name), `${path}: ${name} is not declared`);
    if (figure === null) assert(unmeasured[name], `${path}: ${name} is null without a reason`);
    if (typeof figure === "number") assert(!Number.isNaN(figure), `${path}: ${name} is NaN`);
  }
  for (const name of Object.keys(unmeasured)) assertEquals(figures[name], null, `${path}: ${name} has a reason`);
}

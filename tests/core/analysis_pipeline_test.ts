import { assertEquals, assertRejects } from "@std/assert";
import { comparePaths } from "../../core/compare_paths.ts";
import { loadAnalyses } from "../../core/analysis_pipeline.ts";
import { UsageError } from "../../core/model/errors.ts";
import { REGISTRY } from "../../plugins/registry.ts";

const CASE = new URL("../../fixtures/cases/fine_tuned/", import.meta.url).pathname;

Deno.test("loadAnalyses() gives those of a list in the order of the registry, each once", async () => {
  const analyses = await loadAnalyses(["spectral-norm", "ulp-distance", "spectral-norm"]);
  assertEquals(analyses.map(({ id }) => id), ["ulp-distance", "spectral-norm"]);
});

Deno.test("loadAnalyses() names the nearest for an id that there is not", async () => {
  await assertRejects(() => loadAnalyses(["upl-distance"]), UsageError, 'did you mean "ulp-distance"?');
});

Deno.test("comparePaths() tells of an analysis beside the rules, and the rest of the report stays as it is", async () => {
  const pair = [`${CASE}old.pth`, `${CASE}new.pth`] as const;
  const plain = await comparePaths(...pair, { registry: REGISTRY });
  const { analyses: [first, ...others], ...report } = await comparePaths(...pair, {
    registry: REGISTRY,
    analyses: ["ulp-distance"],
    jobs: 2,
  });
  assertEquals(first!.id, "ulp-distance");
  assertEquals(others, plain.analyses);
  assertEquals(
    JSON.stringify({ ...report, analyses: others }),
    JSON.stringify({ ...report, analyses: plain.analyses }),
  );
  assertEquals(JSON.stringify(report.changes), JSON.stringify(plain.changes));
});

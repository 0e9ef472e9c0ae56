import { assert, assertEquals, assertRejects } from "@std/assert";
import { comparePaths } from "../../core/compare_paths.ts";
import { loadAnalyses } from "../../core/analysis_pipeline.ts";
import { FormatError, SourceError, UnsupportedError, UsageError } from "../../core/model/errors.ts";
import { ANALYSES } from "../../core/measure/analyses/registry.ts";
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

const ADAPTERS = new URL("../../fixtures/analyses/adapters/", import.meta.url).pathname;

function withThird(third: string, analyses: readonly string[] = ["merged-adapter"]) {
  const pair = [`${ADAPTERS}base.safetensors`, `${ADAPTERS}merged.safetensors`] as const;
  return comparePaths(...pair, { registry: REGISTRY, analyses, with: third });
}

Deno.test("comparePaths() holds both models against a third file", async () => {
  const { analyses: [first] } = await withThird(`${ADAPTERS}adapter.safetensors`);
  assertEquals([first!.status, first!.results!.figures!.replay_scale], ["ok", 2]);
});

Deno.test("comparePaths() tells what is wrong with the third file", async () => {
  const cases = [
    [`${ADAPTERS}missing.safetensors`, SourceError, "no such file"],
    [ADAPTERS, SourceError, "it is a folder"],
    [`${ADAPTERS}facts.json`, UsageError, "has no tensor"],
    [new URL("../../README.md", import.meta.url).pathname, UnsupportedError, "no plugin reads this format"],
    [
      new URL("../../fixtures/hostile/safetensors_data_short.safetensors", import.meta.url).pathname,
      FormatError,
      "the file has",
    ],
    ["", UsageError, "empty name"],
  ] as const;
  for (const [third, type, message] of cases) {
    const error = await assertRejects(() => withThird(third), Error, message);
    assertEquals(error.constructor, type);
  }
});

Deno.test("comparePaths() says that there is one standard input", async () => {
  const pair = ["-", `${ADAPTERS}merged.safetensors`] as const;
  const compare = () => comparePaths(...pair, { registry: REGISTRY, analyses: ["interpolation"], with: "-" });
  await assertRejects(compare, UsageError, "standard input is one file");
});

Deno.test("comparePaths() finds an adapter's weights below the key of a state dict", async () => {
  const pair = [`${ADAPTERS}checkpoint.pth`, `${ADAPTERS}checkpoint_merged.pth`] as const;
  const report = await comparePaths(...pair, {
    registry: REGISTRY,
    analyses: ["merged-adapter", "interpolation"],
    with: `${ADAPTERS}adapter.safetensors`,
  });
  const [merged, line] = report.analyses;
  assertEquals(merged!.results!.figures!.elements, 192 + 96 + 120 + 108);
  assertEquals(line!.reason, "the file of --with has no tensor of that name");
  const between = await comparePaths(...pair, {
    registry: REGISTRY,
    analyses: ["interpolation"],
    with: `${ADAPTERS}merged.safetensors`,
  });
  const { alpha, residual } = between.analyses[0]!.results!.figures! as Record<string, number>;
  assert(alpha === 1 && residual === 0);
});

Deno.test("comparePaths() tells of analyses that come by themselves, unless there is nothing to tell or values are not read", async () => {
  const pair = ["old", "new"].map((side) => {
    return new URL(`../../fixtures/findings/normalisation_drifted/${side}.pth`, import.meta.url).pathname;
  }) as [string, string];
  const { analyses, findings } = await comparePaths(...pair, { registry: REGISTRY });
  const found = analyses.filter(({ results }) => results).map(({ id }) => id);
  assertEquals(found, ["depth", "normalisation-statistics", "normalisation-scales"]);
  assertEquals(findings[0]!.rule, "normalisation-drift");
  const structure = await comparePaths(...pair, { registry: REGISTRY, values: false });
  assertEquals(structure.analyses.filter(({ results }) => results), []);
});

Deno.test("comparePaths() tells of an analysis once that comes by itself and was asked for", async () => {
  const { analyses } = await comparePaths(`${CASE}old.pth`, `${CASE}new.pth`, {
    registry: REGISTRY,
    analyses: ["depth", "ulp-distance"],
  });
  const found = analyses.filter(({ results }) => results).map(({ id }) => id);
  assertEquals(found, ["depth", "ulp-distance", "normalisation-statistics", "normalisation-scales"]);
});

Deno.test("comparePaths() tells that an analysis of tensors does not apply to documents", async () => {
  const pair = ["old", "new"].map((side) =>
    new URL(`../../fixtures/cases/results_json/${side}.json`, import.meta.url).pathname
  );
  const { analyses } = await comparePaths(pair[0]!, pair[1]!, { registry: REGISTRY, analyses: ["all"] });
  assertEquals(analyses.length, ANALYSES.length);
  for (const { id, status, reason } of analyses) {
    assertEquals([status, reason !== undefined], [
      id === "merged-adapter" || id === "interpolation" ? "skipped" : "not_applicable",
      true,
    ], id);
  }
});

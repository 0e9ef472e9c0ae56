import { assert, assertEquals, assertRejects } from "@std/assert";
import { comparePaths, type ComparePathsOptions } from "../../core/compare_paths.ts";
import { UsageError } from "../../core/model/errors.ts";
import type { Report } from "../../core/model/report.ts";
import { REGISTRY } from "../../plugins/registry.ts";

const ROOT = new URL("../../fixtures/", import.meta.url).pathname;

/** Compares what two paths below the fixtures stand for. */
async function compare(old: string, fresh: string, options: Partial<ComparePathsOptions> = {}): Promise<Report> {
  return await comparePaths(ROOT + old, ROOT + fresh, { registry: REGISTRY, ...options });
}

const [BEFORE, AFTER] = ["cases/experiment/old", "cases/experiment/new/"];

const LOOSE = { tolerance: { rtol: 0, atol: 100 } };

Deno.test("comparePaths() does not call numbers that are close the same content", async () => {
  const table = await compare("cases/csv_rows_shuffled/old.csv", "cases/csv_rows_shuffled/new.csv", LOOSE);
  assertEquals(table.verdict, "different");
  const { verdict, changes, comparison } = await compare(`${BEFORE}/metrics.json`, `${AFTER}metrics.json`, LOOSE);
  assertEquals([verdict, changes], ["different", []]);
  assert(comparison.kind === "document");
  assertEquals(comparison.values, {
    added: 0,
    removed: 0,
    changed: 0,
    retyped: 0,
    moved: 0,
    unchanged: 0,
    within_tolerance: 2,
  });
});

Deno.test("comparePaths() counts what a filter selects, and refuses one that selects nothing", async () => {
  const [old, fresh] = ["cases/fine_tuned/old.pth", "cases/fine_tuned/new.pth"];
  const { inputs, changes } = await compare(old, fresh, { filter: /^fc\./ });
  assertEquals([inputs.old!.selected!.nodes, inputs.new!.selected!.nodes], [2, 2]);
  assert(inputs.old!.selected!.of > 2 && changes.every(({ path }) => path.startsWith("fc.")));
  const { message } = await assertRejects(() => compare(old, fresh, { filter: /fc2/ }), UsageError);
  assertEquals(message, `Filter "fc2" matches no path in "${ROOT}${old}" or "${ROOT}${fresh}"`);
});

Deno.test("comparePaths() of folders takes a file that a filter selects nothing of for unchanged, if it selects some", async () => {
  const { comparison } = await compare(BEFORE, AFTER, { filter: /accuracy/ });
  assert(comparison.kind === "folder");
  // metrics.json, and notes.txt, which has no nodes
  assertEquals([comparison.files.changed, comparison.files.unchanged], [2, 4]);
  await assertRejects(() => compare(BEFORE, AFTER, { filter: /nothing of the kind/ }), UsageError);
});

Deno.test("comparePaths() of folders counts files within the tolerance and files left out apart", async () => {
  const { comparison } = await compare(BEFORE, AFTER, { tolerance: { rtol: 0, atol: 1e9 }, include: ["*.csv"] });
  assert(comparison.kind === "folder");
  assertEquals(comparison.files, {
    old: 1,
    new: 2,
    added: 1,
    removed: 0,
    changed: 0,
    unchanged: 0,
    failed: 0,
    within_tolerance: 1,
    left_out: 6,
  });
});

Deno.test("comparePaths() of folders says in which of them a file cannot be read", async () => {
  const only = { include: ["*.index.json"] };
  const { files } = await compare("cases/container_shards", "hostile/shards_outside/", only);
  assertEquals(files.map(({ inputs }) => inputs.new!.path), ["model.safetensors.index.json"]);
  const [problem] = files[0]!.problems;
  assertEquals(problem!.file, `${ROOT}hostile/shards_outside/model.safetensors.index.json`);
});

Deno.test("comparePaths() of folders refuses globs that leave nothing to compare", async () => {
  const { message } = await assertRejects(() => compare(BEFORE, AFTER, { include: ["*.pht"] }), UsageError);
  assertEquals(message, `"--include" and "--exclude" leave no file of "${ROOT}${BEFORE}" and "${ROOT}${AFTER}"`);
});

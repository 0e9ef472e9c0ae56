import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { compareInputs } from "../../core/pipeline.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../core/render/render_options.ts";
import { renderReport } from "../../core/render/renderers.ts";
import { pairFolders } from "../../core/resolve/pair_folders.ts";
import type { FolderReader } from "../../core/resolve/walk_folder.ts";
import { captureRun } from "../cases/capture_run.ts";
import { operandsOf, readCases } from "../cases/case.ts";
import { createRandom } from "../contract/damage.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { arbitraryTensors } from "./arbitrary_tensors.ts";
import { type TensorSpec, writeSafetensors } from "./tensor_files.ts";

const CASES = readCases();

Deno.test("two runs of a case give the same bytes in every output", async () => {
  for (const each of CASES) {
    for (const format of ["text", "json", "yaml"]) {
      const flags = ["--tensor-details", "--show-distribution", "--show-size-reduction", "--verbose"];
      const args = [...operandsOf(each), "--format", format, ...flags];
      const first = await captureRun(args, each.folder);
      assertEquals(await captureRun(args, each.folder), first, each.name);
    }
  }
});

Deno.test("the block size changes no byte of a report", async () => {
  for (const each of CASES.filter(({ name }) => name !== "experiment")) {
    const reports = await Promise.all([16, 48, 4096, 1 << 20].map((blockBytes) => {
      const [old, fresh] = operandsOf(each).map((name) => {
        const path = `${each.folder}/${name}`;
        return memoryInput(path, Deno.readFileSync(path));
      });
      return jsonOf(old!, fresh!, blockBytes);
    }));
    for (const report of reports) assertEquals(report, reports[0], each.name);
  }
});

Deno.test("the block size changes no byte of a report on any tensors", async () => {
  const pair = fc.tuple(arbitraryTensors, arbitraryTensors);
  await fc.assert(
    fc.asyncProperty(pair, async (tensors) => {
      const open = (each: readonly TensorSpec[]) => memoryInput("a.safetensors", writeSafetensors(each));
      const [old, fresh] = tensors;
      assertEquals(await jsonOf(open(old), open(fresh), 16), await jsonOf(open(old), open(fresh), 1 << 20));
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

Deno.test("the order of a folder's listing changes nothing", () => {
  const { folder } = CASES.find(({ name }) => name === "experiment")!;
  const [old, fresh] = ["old", "new"].map((name) => ({ name, path: `${folder}/${name}` }));
  const options = { include: [], exclude: [] };
  const straight = pairFolders(old!, fresh!, options, DEFAULT_LIMITS);
  for (const seed of [1, 2, 3]) {
    assertEquals(pairFolders(old!, fresh!, options, DEFAULT_LIMITS, shuffled(seed)), straight);
  }
});

async function jsonOf(
  old: Parameters<typeof compareInputs>[0],
  fresh: Parameters<typeof compareInputs>[1],
  blockBytes: number,
): Promise<string> {
  const options = { ...EXACT, distributions: true, limits: { ...DEFAULT_LIMITS, blockBytes } };
  const report = await compareInputs(old, fresh, options);
  return await renderReport(report, "json", { ...DEFAULT_RENDER_OPTIONS, tensorDetails: true });
}

/** The disk, listed in another order. */
function shuffled(seed: number): FolderReader {
  const random = createRandom(seed);
  return {
    stat: Deno.statSync,
    realPath: Deno.realPathSync,
    list: (path) =>
      [...Deno.readDirSync(path)].map((entry) => ({ entry, rank: random(1_000_000) }))
        .sort((a, b) => a.rank - b.rank).map(({ entry }) => entry),
  };
}

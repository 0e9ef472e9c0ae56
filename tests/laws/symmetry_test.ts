import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Report } from "../../core/model/report.ts";
import { compareInputs } from "../../core/pipeline.ts";
import { captureRun } from "../cases/capture_run.ts";
import { operandsOf, readCases } from "../cases/case.ts";
import { EXACT, listFixtures, memoryInput } from "../contract/fixture.ts";
import { arbitraryTensors } from "./arbitrary_tensors.ts";
import { assertMirror } from "./mirror.ts";
import { type TensorSpec, writeSafetensors } from "./tensor_files.ts";

const RUNS = { seed: 20261124, numRuns: 200 };

/** YAML 1.2 forbids what this one does, and diffai refuses it. */
const REFUSED: ReadonlySet<string> = new Set(["duplicate_keys.yaml"]);

Deno.test("a file against itself is the same bytes and has no change, whatever its format", async () => {
  for (const { path, name } of listFixtures().filter((fixture) => !REFUSED.has(fixture.name))) {
    const [old, fresh] = [0, 1].map(() => memoryInput(path, Deno.readFileSync(path)));
    const report = await compareInputs(old!, fresh!, EXACT);
    assertEquals(report.verdict, "identical_bytes", name);
    assertEquals(report.changes.filter(({ change }) => change !== "unchanged"), [], name);
    assertEquals([report.param_diff, report.comparison.structure_changes], [0, 0], name);
    assertEquals(report.problems.filter(({ severity }) => severity === "trouble"), [], name);
    assertEquals(report.findings, [], name);
  }
});

Deno.test("any tensors against themselves are the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTensors, async (tensors) => {
      const report = await compareTensors(tensors, tensors);
      assertEquals(report.verdict, "identical_bytes");
    }),
    RUNS,
  );
});

Deno.test("NEW OLD mirrors OLD NEW in every case", async () => {
  for (const each of readCases()) {
    // Tensors of one name are called as the new file calls them, nested or flat.
    if (each.name === "container_nested") continue;
    const [old, fresh] = operandsOf(each);
    const forward = await reportOf([old, fresh], each.folder);
    assertMirror(forward, await reportOf([fresh, old], each.folder), each.name);
  }
});

Deno.test("NEW OLD mirrors OLD NEW for any tensors", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTensors, arbitraryTensors, async (old, fresh) => {
      assertMirror(await compareTensors(old, fresh), await compareTensors(fresh, old), "tensors");
    }),
    RUNS,
  );
});

async function reportOf(operands: readonly string[], folder: string): Promise<Report> {
  const { stdout } = await captureRun([...operands, "--format", "json", "--tensor-details"], folder);
  return JSON.parse(stdout);
}

async function compareTensors(old: readonly TensorSpec[], fresh: readonly TensorSpec[]): Promise<Report> {
  const [before, after] = [old, fresh].map((tensors) => memoryInput("a.safetensors", writeSafetensors(tensors)));
  return await compareInputs(before!, after!, EXACT);
}

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Change, Report } from "../../core/model/report.ts";
import { compareInputs } from "../../core/pipeline.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { arbitraryTensors } from "./arbitrary_tensors.ts";
import { assertMirror } from "./mirror.ts";
import { type TensorSpec, writeSafetensors } from "./tensor_files.ts";

const RUNS = { seed: 20261124, numRuns: 150 };

async function compare(old: readonly TensorSpec[], fresh: readonly TensorSpec[]): Promise<Report> {
  const [before, after] = [old, fresh].map((tensors) => memoryInput("a.safetensors", writeSafetensors(tensors)));
  return await compareInputs(before!, after!, EXACT);
}

function wrapped(tensors: readonly TensorSpec[]): TensorSpec[] {
  return tensors.map((tensor) => ({ ...tensor, name: `module.${tensor.name}` }));
}

/** Tensors of the same headers with other bytes, as after training. */
const arbitraryTraining = arbitraryTensors.chain((tensors) =>
  fc.array(fc.boolean(), { minLength: tensors.length, maxLength: tensors.length }).map((moved) => ({
    old: tensors,
    new: tensors.map((each, index) => moved[index] ? { ...each, bytes: each.bytes.map((byte) => byte ^ 1) } : each),
  }))
);

Deno.test("a prefix changes no figure: every tensor is measured as under its own name", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTraining, async ({ old, new: fresh }) => {
      const plain = await compare(old, fresh), prefixed = await compare(old, wrapped(fresh));
      const figures = ({ old, new: fresh, measures }: Change) => ({ old, new: fresh, measures });
      const byName = (changes: readonly Change[]) =>
        new Map(changes.map((change) => [change.renamed_from?.path ?? change.path, figures(change)]));
      assertEquals(byName(prefixed.changes), byName(plain.changes));
      assertEquals(new Set(prefixed.changes.map(({ change }) => change)), new Set(["renamed"]));
      assertMirror(prefixed, await compare(wrapped(fresh), old), "prefix");
    }),
    RUNS,
  );
});

Deno.test("names that have nothing in common are found by content, where it is unique", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTensors, fc.boolean(), async (tensors, reversed) => {
      const renamed = tensors.map((tensor) => ({ ...tensor, name: `tensor ${tensor.name.replaceAll(".", " ")}` }));
      const report = await compare(tensors, reversed ? renamed.toReversed() : renamed);
      const content = ({ dtype, shape, bytes }: TensorSpec) => JSON.stringify([dtype, shape, [...bytes]]);
      const unique = tensors.filter((each) =>
        each.bytes.length > 0 && tensors.every((other) => other === each || content(other) !== content(each))
      );
      const found = report.changes.flatMap(({ path, renamed_from }) => renamed_from ? [[renamed_from.path, path]] : []);
      const truth = unique.map(({ name }) => [name, `tensor ${name.replaceAll(".", " ")}`]);
      assertEquals(new Map(found as [string, string][]), new Map(truth as [string, string][]));
    }),
    RUNS,
  );
});

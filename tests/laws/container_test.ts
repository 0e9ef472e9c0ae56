import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareInputs } from "../../core/pipeline.ts";
import { readCases } from "../cases/case.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { arbitraryTensors } from "./arbitrary_tensors.ts";
import { type TensorSpec, writeNpz, writeSafetensors } from "./tensor_files.ts";

/** Containers for any tensors. */
const CONTAINERS: readonly (readonly [name: string, write: (tensors: readonly TensorSpec[]) => Uint8Array])[] = [
  ["a.safetensors", (tensors) => writeSafetensors(tensors)],
  ["reversed.safetensors", (tensors) => writeSafetensors(tensors.toReversed())],
  ["stored.npz", (tensors) => writeNpz(tensors, false)],
  ["deflated.npz", (tensors) => writeNpz(tensors, true)],
];

const RUNS = { seed: 20261124, numRuns: 60 };

Deno.test("the same tensors in any two containers are the same content", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTensors, async (tensors) => {
      const bytes = CONTAINERS.map(([, write]) => write(tensors));
      for (const [i, [old]] of CONTAINERS.entries()) {
        for (const [j, [fresh]] of CONTAINERS.entries()) {
          const report = await compareInputs(memoryInput(old, bytes[i]!), memoryInput(fresh, bytes[j]!), EXACT);
          const alike = bytes[i]!.length === bytes[j]!.length && bytes[i]!.every((byte, at) => byte === bytes[j]![at]);
          assertEquals(report.verdict, alike ? "identical_bytes" : "identical_content", `${old} against ${fresh}`);
          assertEquals(report.problems, []);
        }
      }
    }),
    RUNS,
  );
});

Deno.test("metadata that only one of two formats has is no difference; within one format it is", async () => {
  const tensors: readonly TensorSpec[] = [{ name: "a", dtype: "int8", shape: [2], bytes: new Uint8Array([1, 2]) }];
  const tagged = memoryInput("tagged.safetensors", writeSafetensors(tensors, { format: "pt" }));
  const npz = await compareInputs(tagged, memoryInput("a.npz", writeNpz(tensors, false)), EXACT);
  assertEquals([npz.verdict, npz.changes.filter(({ node }) => node === "metadata")], ["identical_content", []]);
  const plain = memoryInput("plain.safetensors", writeSafetensors(tensors));
  const report = await compareInputs(tagged, plain, EXACT);
  const paths = report.changes.filter(({ node }) => node === "metadata").map(({ path }) => path);
  assertEquals([report.verdict, paths], ["different", ["__metadata__.format"]]);
  const filtered = await compareInputs(tagged, plain, { ...EXACT, filter: /^a$/ });
  assertEquals(filtered.changes.filter(({ change }) => change !== "unchanged"), []);
});

Deno.test("one changed byte is found in any container", async () => {
  const tensors = arbitraryTensors.filter((each) =>
    each.some(({ dtype, bytes }) => dtype !== "bool" && bytes.length > 0)
  );
  await fc.assert(
    fc.asyncProperty(tensors, fc.nat(), fc.integer({ min: 1, max: 255 }), async (old, at, bits) => {
      const changed = old.find(({ dtype, bytes }) => dtype !== "bool" && bytes.length > 0)!;
      const bytes = changed.bytes.slice();
      bytes[at % bytes.length]! ^= bits;
      const fresh = old.map((tensor) => tensor === changed ? { ...tensor, bytes } : tensor);
      for (const [name, write] of CONTAINERS) {
        const other = memoryInput("b.safetensors", writeSafetensors(old));
        const report = await compareInputs(other, memoryInput(name, write(fresh)), EXACT);
        assertEquals(report.verdict, "different");
        const found = report.changes.filter(({ measures }) => measures && measures.changed_elements > 0);
        assertEquals(found.map(({ path, measures }) => [path, measures!.changed_elements]), [[changed.name, 1]]);
      }
    }),
    RUNS,
  );
});

Deno.test("the cases show every container that a state dict may be in", () => {
  const names = readCases().map(({ name }) => name).filter((name) => name.startsWith("container_"));
  const wanted = ["legacy", "nested", "npz", "npz_safetensors", "safetensors", "shards"];
  assertEquals(names, wanted.map((name) => `container_${name}`));
});

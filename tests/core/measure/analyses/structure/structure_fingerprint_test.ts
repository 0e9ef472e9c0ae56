import { assertEquals } from "@std/assert";
import { analyseFiles, readAdapterFacts } from "../adapters/adapter_fixtures.ts";

const ID = "structure-fingerprint", { fingerprint } = await readAdapterFacts();

Deno.test("structureFingerprint() is as hashlib has it, and the same whatever the values", async () => {
  const { results } = await analyseFiles(ID, ["base", "tuned"]);
  assertEquals(results!.figures, {
    equal: true,
    old: fingerprint.base!,
    new: fingerprint.base!,
    old_tensors: 5,
    new_tensors: 5,
  });
});

Deno.test("structureFingerprint() differs with types and with names", async () => {
  for (const [other, tensors] of [["base_bfloat16", 5], ["adapter", 8]] as const) {
    const { results } = await analyseFiles(ID, ["base", other]);
    assertEquals(results!.figures, {
      equal: false,
      old: fingerprint.base!,
      new: fingerprint[other]!,
      old_tensors: 5,
      new_tensors: tensors,
    });
  }
});

import { assertEquals } from "@std/assert";
import { stringify } from "@std/yaml";
import fc from "fast-check";
import type { Report } from "../../core/model/report.ts";
import { compareInputs } from "../../core/pipeline.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { assertMirror } from "./mirror.ts";

const RUNS = { seed: 20261124, numRuns: 300 };

/** Any JSON below a few keys, so that two documents have some in common. */
const arbitraryDocument = fc.record({
  model: fc.jsonValue({ maxDepth: 3 }),
  steps: fc.oneof(fc.integer(), fc.double(), fc.string({ unit: "binary" })),
  tags: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 4 }),
}, { requiredKeys: [] }).map((document) => JSON.stringify(document));

Deno.test("any document against itself is the same bytes, and in other white space the same content", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, async (text) => {
      assertEquals((await compareTexts(text, text)).verdict, "identical_bytes");
      const spaced = `${JSON.stringify(JSON.parse(text), null, 3)}\n`;
      assertEquals((await compareTexts(text, spaced)).verdict, "identical_content");
    }),
    RUNS,
  );
});

Deno.test("NEW OLD mirrors OLD NEW for any documents", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, arbitraryDocument, async (old, fresh) => {
      assertMirror(await compareTexts(old, fresh), await compareTexts(fresh, old), `${old} ${fresh}`);
    }),
    RUNS,
  );
});

Deno.test("any document as JSON and as YAML is the same content", async () => {
  const printable = fc.jsonValue({ maxDepth: 3, stringUnit: "grapheme-ascii" }).map((model) => ({ model }));
  await fc.assert(
    fc.asyncProperty(printable, async (document) => {
      const report = await compareTexts(JSON.stringify(document), stringify(document), "b.yaml");
      assertEquals(report.changes, []);
      assertEquals(report.verdict, "identical_content");
    }),
    RUNS,
  );
});

async function compareTexts(old: string, fresh: string, name = "b.json"): Promise<Report> {
  const encoder = new TextEncoder();
  return await compareInputs(
    memoryInput("b.json", encoder.encode(old)),
    memoryInput(name, encoder.encode(fresh)),
    EXACT,
  );
}

import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "@std/yaml";
import { Ajv } from "ajv";
import { isTaggedError } from "../../core/model/errors.ts";
import type { Report } from "../../core/model/report.ts";
import { compareInputs } from "../../core/pipeline.ts";
import { DEFAULT_RENDER_OPTIONS, type RenderOptions, SORT_KEYS } from "../../core/render/render_options.ts";
import { renderReport } from "../../core/render/renderers.ts";
import { REGISTRY } from "../../plugins/registry.ts";
import { EXACT, type Fixture, listFixtures, memoryInput } from "./fixture.ts";

const SCHEMA = JSON.parse(Deno.readTextFileSync(new URL("../../docs/schema/report-1.json", import.meta.url)));
const validate = new Ajv({ strict: false }).compile(SCHEMA);

/** Flags that lead to other parts of the text. */
const OPTIONS: readonly Partial<RenderOptions>[] = [
  {},
  { tensorDetails: true, verbose: true, precision: 17 },
  { showStructure: true },
  { diffOnly: true, showStructure: true },
  { top: 0, width: 20, precision: 1 },
  { tolerance: { rtol: 0.1, atol: 0 } },
  ...SORT_KEYS.map((sort) => ({ sort })),
];

for (const { manifest: { id } } of REGISTRY) {
  Deno.test(`renderReport() gives valid output for any two ${id} files`, async () => {
    const fixtures = listFixtures().filter(({ plugin }) => plugin === id);
    for (const [index, old] of fixtures.entries()) {
      // Neighbours are alike, the others are odd pairs.
      for (const step of [1, 7]) {
        const fresh = fixtures[(index + step) % fixtures.length]!;
        const report = await compareFixtures(old, fresh);
        if (report) await assertRenders(report, `${old.name} against ${fresh.name}`);
      }
    }
  });
}

async function compareFixtures(old: Fixture, fresh: Fixture): Promise<Report | null> {
  const [before, after] = [old, fresh].map(({ path }) => memoryInput(path, Deno.readFileSync(path)));
  try {
    return await compareInputs(before!, after!, EXACT);
  } catch (error) {
    if (isTaggedError(error)) return null; // a table against an array
    throw error;
  }
}

async function assertRenders(report: Report, about: string): Promise<void> {
  const json = await renderReport(report, "json", { ...DEFAULT_RENDER_OPTIONS, tensorDetails: true });
  const data = JSON.parse(json);
  assert(validate(data), `${about}: ${JSON.stringify(validate.errors)}`);
  const yaml = await renderReport(report, "yaml", { ...DEFAULT_RENDER_OPTIONS, tensorDetails: true });
  assertEquals(parse(yaml), data, about);
  for (const options of OPTIONS) {
    const text = await renderReport(report, "text", { ...DEFAULT_RENDER_OPTIONS, ...options });
    assertMatch(text, /^\S[\n\P{Cc}]*\n$/u, about);
    assert(!/undefined|\[object|NaN%|null\b.*->.*undefined/.test(text), `${about}: ${text}`);
  }
}

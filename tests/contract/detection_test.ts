import { assertEquals, assertNotEquals } from "@std/assert";
import { detectFormat } from "../../core/detect/detect_format.ts";
import { makeProbe, readHead } from "../../core/detect/make_probe.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { REGISTRY } from "../../plugins/registry.ts";
import { type Fixture, listFixtures } from "./fixture.ts";

/** What a file is taken for without its name, where that is not its own format. */
const WITHOUT_NAME: Readonly<Record<string, string | null>> = {
  // An index of shards is JSON, too.
  "sharded/pytorch_model.bin.index.json": "json",
  "sharded/model.safetensors.index.json": "json",
  // Their content could be many things.
  "plain_pickle_protocol_0.pkl": null,
  "plain_pickle_protocol_1.pkl": null,
  "near_twins_protocol_0.pkl": null,
  "no_arrays.npz": null,
  "top_level_list.json": null,
  "top_level_number.json": null,
  "top_level_string.json": null,
  "comments_only.yaml": null,
  "config_flow.yaml": null,
  "scalar.yaml": null,
  "comment_lines.csv": null,
  "empty.csv": null,
  "header_only.csv": null,
  "one_column.csv": null,
  "ragged.csv": null,
};

const FIXTURES = listFixtures();

Deno.test("detectFormat() knows every fixture by its name and content", async () => {
  for (const fixture of FIXTURES) assertEquals(await detect(fixture, fixture.path), fixture.plugin, fixture.name);
});

Deno.test("detectFormat() knows every fixture by its content alone, or does not guess", async () => {
  for (const fixture of FIXTURES) {
    const expected = Object.hasOwn(WITHOUT_NAME, fixture.name) ? WITHOUT_NAME[fixture.name] : fixture.plugin;
    assertEquals(await detect(fixture, "neutral"), expected, fixture.name);
  }
});

for (const { manifest: { id }, load } of REGISTRY) {
  Deno.test(`${id}.detect() is certain of no other plugin's fixture`, async () => {
    const plugin = await load();
    for (const { path, name } of FIXTURES.filter((fixture) => fixture.plugin !== id)) {
      const source = createMemorySource(name, Deno.readFileSync(path));
      const probe = makeProbe(source, "neutral", await readHead(source), false, DEFAULT_LIMITS);
      const detection = await plugin.detect(probe);
      assertNotEquals(detection?.confidence, "certain", name);
    }
  });
}

async function detect({ path }: Fixture, name: string): Promise<string | null> {
  const source = createMemorySource(name, Deno.readFileSync(path));
  const format = await detectFormat(source, name, REGISTRY, DEFAULT_LIMITS);
  return format?.entry.manifest.id ?? null;
}

import { assert, assertEquals } from "@std/assert";
import { detectFormat } from "../../core/detect/detect_format.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { checkPlugin } from "../../core/resolve/check_plugin.ts";
import { openFile } from "../../core/source/file.ts";
import { REGISTRY } from "../../plugins/registry.ts";

const FILES = "fixtures/files";

/** Every fixture and the plugin whose folder it is in. */
const FIXTURES = Array.from(Deno.readDirSync(FILES), ({ name }) => name).sort().flatMap((id) =>
  Array.from(Deno.readDirSync(`${FILES}/${id}`))
    .filter(({ name, isFile }) => isFile && !name.endsWith(".facts.json"))
    .map(({ name }) => ({ id, name, path: `${FILES}/${id}/${name}` }))
);

async function detect(path: string, name: string): Promise<string | null> {
  await using source = openFile(path);
  return (await detectFormat(source, name, REGISTRY, DEFAULT_LIMITS))?.entry.manifest.id ?? null;
}

Deno.test("REGISTRY holds plugins of this version that describe themselves as their entries do", async () => {
  for (const { manifest, load } of REGISTRY) {
    const plugin = await load();
    checkPlugin(plugin, manifest.id);
    assertEquals(plugin.manifest, manifest);
  }
});

Deno.test("REGISTRY gives an id and an extension to one plugin only", () => {
  const ids = REGISTRY.map(({ manifest }) => manifest.id);
  const extensions = REGISTRY.flatMap(({ manifest }) => manifest.extensions);
  assertEquals(ids.length, new Set(ids).size);
  assertEquals(extensions.length, new Set(extensions).size);
});

Deno.test("detectFormat() tells the format of every fixture by its name and bytes", async () => {
  assert(FIXTURES.length > 100);
  for (const { id, name, path } of FIXTURES) assertEquals(await detect(path, name), id, path);
});

Deno.test("detectFormat() never takes a fixture without its name for another format", async () => {
  for (const { id, path } of FIXTURES) assert([id, null].includes(await detect(path, "-")), path);
});

Deno.test("detectFormat() tells binary formats without a name", async () => {
  for (const { id, path } of FIXTURES.filter(({ id }) => id === "safetensors" || id === "numpy")) {
    // An archive without members holds nothing that could tell.
    assertEquals(await detect(path, "-"), path.endsWith("no_arrays.npz") ? null : id, path);
  }
});

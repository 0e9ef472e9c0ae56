import { assertEquals, assertRejects } from "@std/assert";
import { FormatError } from "../../../core/model/errors.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import plugin from "../../../plugins/safetensors/plugin.ts";
import { loadBytes, tensorsOf } from "../load_fixture.ts";
import { safetensorsFile } from "./safetensors_file.ts";

const NAME = "m.safetensors.index.json";

/** A shard with one-byte tensors of the given names. */
function shard(names: readonly string[], metadata?: Record<string, string>): Uint8Array {
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {};
  names.forEach((name, i) => header[name] = { dtype: "U8", shape: [1], data_offsets: [i, i + 1] });
  return safetensorsFile(JSON.stringify(header), names.length);
}

function load(weightMap: unknown, shards: Readonly<Record<string, Uint8Array>>, metadata?: unknown) {
  const index = new TextEncoder().encode(JSON.stringify({ metadata, weight_map: weightMap }));
  const sibling = (name: string) => Promise.resolve(createMemorySource(name, shards[name]!));
  return loadBytes(plugin, NAME, index, { sibling });
}

Deno.test("loadShards() joins the tensors and the metadata of all shards", async () => {
  const shards = { "1": shard(["a", "b"], { format: "pt" }), "2": shard(["c"], { format: "pt", more: "x" }) };
  const { artefact, notes } = await load({ a: "1", c: "2", b: "1" }, shards, { total_size: 3 });
  assertEquals([...tensorsOf(artefact.root).keys()], ["a", "b", "c"]);
  assertEquals([...artefact.metadata!.entries.keys()], ["format", "more"]);
  assertEquals(artefact.container, { layout: "shards", shards: 2 });
  assertEquals(notes, []);
});

Deno.test("loadShards() notes what does not stop it", async () => {
  const shards = { "1": shard(["a", "extra"], { format: "pt" }), "2": shard(["c"], { format: "np" }) };
  const { notes } = await load({ a: "1", c: "2" }, shards, { total_size: 99 });
  assertEquals(notes, [
    'the shard "1" has 1 tensor that the index does not name; compared all the same',
    'the shard "2" has another value of "format" in its metadata; the first is taken',
    'the index states a total size of "99" bytes, but its tensors have 3',
  ]);
});

Deno.test("loadShards() refuses an index that its shards contradict", async () => {
  const refuses = async (map: unknown, shards: Record<string, Uint8Array>, message: string) => {
    const error = await assertRejects(() => load(map, shards), FormatError);
    assertEquals(error.message, message);
  };
  const both = { "1": shard(["a"]), "2": shard(["a", "b"]) };
  await refuses(
    { a: "1", b: "2" },
    both,
    'Cannot read "2" at "a": it is in two shards: "1" and "2"'.replace('"2" at', `"${NAME}" at`),
  );
  const swapped = { "1": shard(["b"]), "2": shard(["a"]) };
  const where = `Cannot read "${NAME}" at "a": the index says that it is in "1"`;
  await refuses({ a: "1", b: "2" }, swapped, `${where}, but it is in "2"`);
  await refuses({ a: "1" }, { "1": shard([]) }, `${where}, but it is in none`);
  await refuses({ a: 1 }, {}, `Cannot read "${NAME}" at "a": the index names no file for it`);
  await refuses([], {}, `Cannot read "${NAME}": the index has no "weight_map"`);
});

Deno.test("loadShards() names the shard that is damaged", async () => {
  const error = await assertRejects(() => load({ a: "1" }, { "1": shard(["a"]).subarray(0, 20) }), FormatError);
  assertEquals(error.file, "1");
});

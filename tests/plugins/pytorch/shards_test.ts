import { assertEquals, assertRejects } from "@std/assert";
import { FormatError } from "../../../core/model/errors.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { loadBytes, tensorsOf } from "../load_fixture.ts";

const SHARD = Deno.readFileSync("fixtures/files/pytorch/sharded/pytorch_model-00001-of-00002.bin");
const NAMES = [...tensorsOf((await loadBytes(plugin, "one.bin", SHARD)).artefact.root).keys()];

function load(weightMap: Readonly<Record<string, string>>, shards: Readonly<Record<string, Uint8Array>>) {
  const index = new TextEncoder().encode(JSON.stringify({ weight_map: weightMap }));
  const sibling = (name: string) => Promise.resolve(createMemorySource(name, shards[name]!));
  return loadBytes(plugin, "a.bin.index.json", index, { sibling });
}

Deno.test("loadShards() names the shard in errors, not the index", async () => {
  const cut = SHARD.subarray(0, SHARD.length / 2);
  await assertRejects(() => load({ [NAMES[0]!]: "one.bin" }, { "one.bin": cut }), FormatError, 'Cannot read "one.bin"');
});

Deno.test("loadShards() compares what the index does not name, and counts it in one note", async () => {
  const { artefact, notes } = await load({ [NAMES[0]!]: "one.bin" }, { "one.bin": SHARD });
  assertEquals([...tensorsOf(artefact.root).keys()], NAMES);
  const count = NAMES.length - 1;
  const about = `members that the index does not name (${count} in all); compared all the same`;
  assertEquals(notes, [`the shard "one.bin" has ${about}`]);
});

Deno.test("loadShards() takes a tensor that two shards hold from the one that the index names", async () => {
  const all = Object.fromEntries(NAMES.map((name, index) => [name, index === 0 ? "two.bin" : "one.bin"]));
  const { artefact, notes } = await load(all, { "one.bin": SHARD, "two.bin": SHARD });
  assertEquals(tensorsOf(artefact.root).get(NAMES[0]!)!.data!.plain!.name.startsWith("two.bin"), true);
  assertEquals(notes.length, 2);
});

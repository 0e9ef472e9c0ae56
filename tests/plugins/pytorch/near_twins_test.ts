import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { hexText } from "../../../core/model/hex.ts";
import { collectLeaves, type Leaf } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { MapNode, TreeNode } from "../../../core/model/tree.ts";
import type { Artefact } from "../../../core/plugin.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { loadFixture } from "../load_fixture.ts";

const FILES = ["near_twins.pt", "near_twins_protocol_4.pt", "near_twins_protocol_0.pkl"];

/** Pairs that differ in what they carry beside their content. */
const CARRIED = ["longest_queue", "attribute_of_dict", "set_state"];

async function load(name: string): Promise<Artefact> {
  return (await loadFixture(plugin, `fixtures/files/pytorch/${name}`)).artefact;
}

function described(root: TreeNode): readonly string[] {
  return collectLeaves(root, "", DEFAULT_LIMITS).map(describe);
}

function describe({ keys, node }: Leaf): string {
  const value = node.kind !== "scalar" ? "" : node.value instanceof Uint8Array ? hexText(node.value) : node.value;
  return `${JSON.stringify(keys)} ${node.kind} ${String(value)}`;
}

for (const file of FILES) {
  Deno.test(`plugin tells the twins in ${file} apart`, async () => {
    const { root, metadata } = await load(file);
    assert(root.kind === "map" && root.entries.size > 15);
    for (const [name, pair] of root.entries) {
      assert(pair.kind === "map");
      const [old, fresh] = [...pair.entries.values()].map(described);
      if (CARRIED.includes(name)) assertEquals(old, fresh, name);
      else assertNotEquals(old, fresh, name);
    }
    const attributes = metadata!.entries.get("attributes") as MapNode;
    assertEquals([...attributes.entries].flatMap(([path, node]) => described(node).map((text) => `${path} ${text}`)), [
      'longest_queue.old ["maxlen"] scalar 3',
      'longest_queue.new ["maxlen"] scalar 4',
      'attribute_of_dict.old ["note"] scalar one',
      'attribute_of_dict.new ["note"] scalar two',
    ]);
    const calls = described(metadata!.entries.get("calls")!);
    assertEquals(calls.filter((text) => text.includes('"args","1"')), [
      '["0","args","1"] scalar 1',
      '["1","args","1"] scalar 2',
    ]);
  });
}

Deno.test("plugin reads structured arrays in their shape, whatever their order in memory", async () => {
  const { root } = await load("record_orders.pt");
  assert(root.kind === "map");
  const [rows, fortran, flat, one] = [...root.entries.values()].map(described);
  assertEquals(rows, fortran);
  assertEquals(rows!.length, 6 * 7);
  assertEquals(rows!.slice(0, 7), [
    '["0","0","id"] scalar 0',
    ...[0, 1, 2, 3].map((value) => `["0","0","box","${value >> 1}","${value & 1}"] scalar ${value}`),
    '["0","0","size","width"] scalar 0',
    '["0","0","size","name"] scalar abc',
  ]);
  assertEquals(rows!.map((text) => text.replace(/^\["(.)","(.)"/, (_, i, j) => `["${3 * i + +j}"`)), flat);
  assertEquals(one![0], '["id"] scalar 2');
});

Deno.test("plugin reads the same content from every protocol", async () => {
  const [first, ...others] = await Promise.all(FILES.map(load));
  for (const other of others) assertEquals(described(other.root), described(first!.root));
});

import { assert, assertEquals, assertRejects } from "@std/assert";
import { zipSync } from "fflate";
import { FormatError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { MapNode } from "../../../core/model/tree.ts";
import type { Probe } from "../../../core/plugin.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { loadBytes, loadFixture, tensorsOf } from "../load_fixture.ts";

const FOLDER = "fixtures/files/pytorch/";

function probe(name: string, bytes: Uint8Array): Probe {
  return {
    name,
    size: bytes.length,
    head: bytes.subarray(0, 65536),
    extensionMatches: plugin.manifest.extensions.some((extension) => name.endsWith(extension)),
    source: createMemorySource(name, bytes),
    limits: DEFAULT_LIMITS,
  };
}

async function confidence(name: string, bytes: Uint8Array): Promise<string | undefined> {
  return (await plugin.detect(probe(name, bytes)))?.confidence;
}

Deno.test("detect() is certain of each layout, whatever the name", async () => {
  for (
    const file of [
      "zip_default.pth",
      "legacy_protocol_1.pt",
      "legacy_protocol_5.pt",
      "tar_layout.pth",
      "torchscript.pt",
    ]
  ) {
    assertEquals(await confidence("-", Deno.readFileSync(FOLDER + file)), "certain", file);
  }
});

Deno.test("detect() takes a plain pickle for its own by its protocol, or by its name", async () => {
  const modern = Deno.readFileSync(`${FOLDER}plain_pickle_protocol_4.pkl`);
  const old = Deno.readFileSync(`${FOLDER}plain_pickle_protocol_0.pkl`);
  assertEquals(await confidence("-", modern), "likely");
  assertEquals(await confidence("a.pkl", old), "likely");
  assertEquals(await confidence("a.txt", old), undefined);
});

Deno.test("detect() refuses other files of other formats", async () => {
  const text = new TextEncoder();
  const others: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ["a.npz", Deno.readFileSync("fixtures/files/numpy/stored.npz")],
    ["a.npy", Deno.readFileSync("fixtures/files/numpy/c_order.npy")],
    ["a.safetensors", Deno.readFileSync("fixtures/files/safetensors/mini_resnet.safetensors")],
    ["a.pth", zipSync({ "a/b.txt": text.encode("no pickle") })],
    ["a.pth", text.encode("Not a model, only a note.\n")],
    ["a.pth", text.encode('{"a": 1}')],
    ["a.index.json", text.encode('{"weight_map": {"a": "model-1.safetensors"}}')],
    ["a.bin", new Uint8Array(64)],
    ["a.pth", new Uint8Array(0)],
  ];
  for (const [name, bytes] of others) assertEquals(await confidence(name, bytes), undefined, name);
});

Deno.test("detect() leaves it to load() to say what is wrong with a damaged archive", async () => {
  const bytes = Deno.readFileSync(`${FOLDER}torchscript.pt`).slice(0, 2000);
  assertEquals(await confidence("a.pt", bytes), "likely");
  assertEquals(await confidence("a.npz", bytes), undefined);
  await assertRejects(() => loadBytes(plugin, "a.pt", bytes), FormatError, "truncated");
});

Deno.test("load() touches no storage of an archive", async () => {
  const bytes = Deno.readFileSync(`${FOLDER}zip_default.pth`);
  const start = new TextDecoder("latin1").decode(bytes).indexOf("zip_default/data/0");
  const damaged = bytes.slice();
  damaged.fill(0xff, start - 30, start - 26); // The local header's signature.
  const { artefact } = await loadBytes(plugin, "a.pth", damaged);
  const plain = tensorsOf(artefact.root).get("embed.weight")!.data!.plain!;
  assertEquals([plain.size, plain.origin], [96, null]);
  await assertRejects(async () => await plain.read(0, new Uint8Array(4)), FormatError);
});

Deno.test("load() exposes stored contiguous tensors as plain bytes with their place in the file", async () => {
  for (const file of ["zip_default.pth", "legacy.pth"]) {
    const { artefact } = await loadFixture(plugin, FOLDER + file);
    const tensors = tensorsOf(artefact.root);
    const bias = tensors.get("block.0.bias")!.data!.plain!;
    await bias.read(0, new Uint8Array(4));
    assert(bias.origin && bias.origin.offset > 0, file);
    assertEquals(tensors.get("block.0.weight")!.data!.plain, undefined, "a transposed one is not plain");
  }
  const { artefact } = await loadFixture(plugin, `${FOLDER}zip_big_endian.pth`);
  assertEquals(tensorsOf(artefact.root).get("embed.weight")!.data!.plain, undefined, "big-endian");
});

Deno.test("load() tells parameters from buffers in whole modules and in TorchScript", async () => {
  for (const file of ["whole_module.pt", "whole_module_legacy.pt", "torchscript.pt", "torchscript_traced.pt"]) {
    const tensors = tensorsOf((await loadFixture(plugin, FOLDER + file)).artefact.root);
    assertEquals(tensors.get("head.weight")?.role, "parameter", file);
    assertEquals(tensors.get("features.2.running_mean")?.role, "buffer", file);
    assertEquals(tensors.get("position_ids")?.role, "buffer", file);
  }
});

Deno.test("load() keeps the plain attributes of a module and drops its machinery", async () => {
  const { artefact } = await loadFixture(plugin, `${FOLDER}whole_module.pt`);
  const head = (artefact.root as MapNode).entries.get("head") as MapNode;
  assertEquals(head.typeName, "torch.nn.modules.linear.Linear");
  assertEquals([...head.entries.keys()], [
    "__class__",
    "weight",
    "bias",
    "training",
    "in_features",
    "out_features",
  ]);
});

Deno.test("load() keeps attributes of tensors as metadata", async () => {
  const { metadata } = (await loadFixture(plugin, `${FOLDER}parameters.pt`)).artefact;
  const attributes = metadata?.entries.get("attributes") as MapNode;
  assertEquals([...attributes.entries.keys()], ["annotated", "annotated_parameter", "subclass"]);
});

Deno.test("load() keeps the tensors of two shards apart, and refuses a shard without its tensor", async () => {
  const index = `${FOLDER}sharded/pytorch_model.bin.index.json`;
  const tensors = [...tensorsOf((await loadFixture(plugin, index)).artefact.root).values()];
  assertEquals(new Set(tensors.map(({ data }) => data!.plain!.name)).size, tensors.length);
  assertEquals(tensors.filter(({ storageId }) => storageId !== undefined), []);
  const shard = Deno.readFileSync(`${FOLDER}sharded/pytorch_model-00001-of-00002.bin`);
  const bytes = new TextEncoder().encode('{"weight_map": {"missing": "one.bin"}}');
  const sibling = (name: string) => Promise.resolve(createMemorySource(name, shard));
  await assertRejects(
    () => loadBytes(plugin, "a.bin.index.json", bytes, { sibling }),
    FormatError,
    'the shard "one.bin" does not hold it',
  );
});

Deno.test("load() tells the container apart from the content", async () => {
  const container = async (file: string) => (await loadFixture(plugin, FOLDER + file)).artefact.container;
  assertEquals(await container("zip_big_endian.pth"), {
    layout: "zip",
    protocol: 2,
    byte_order: "big",
    root: "zip_big_endian",
    file_version: "3",
  });
  assertEquals(await container("legacy_protocol_4.pt"), { layout: "legacy", protocol: 4, byte_order: "little" });
  assertEquals((await container("torchscript.pt"))?.layout, "torchscript");
  assertEquals((await container("tar_layout.pth"))?.layout, "tar");
});

Deno.test("load() tells of members of an archive that it does not read", async () => {
  const [name, other] = [
    new TextEncoder().encode("zip_default/version"),
    new TextEncoder().encode("zip_default/remarks"),
  ];
  const bytes = Deno.readFileSync(`${FOLDER}zip_default.pth`);
  for (let at = 0; at + name.length <= bytes.length; at++) {
    if (name.every((byte, index) => bytes[at + index] === byte)) bytes.set(other, at);
  }
  const { notes } = await loadBytes(plugin, "a.pth", bytes);
  assertEquals(notes, ['members that torch does not read are left out: "zip_default/remarks"']);
});

Deno.test("load() reads several pickles in one file as a list", async () => {
  const { artefact } = await loadBytes(plugin, "a.pkl", new TextEncoder().encode("I1\n.I2\n."));
  assert(artefact.root.kind === "list");
  assertEquals(artefact.root.items.length, 2);
  assertEquals(artefact.container?.pickles, 2);
});

Deno.test("summarize() counts tied storages once", async () => {
  const { artefact } = await loadFixture(plugin, `${FOLDER}tied.pt`);
  const { facts } = await plugin.summarize(artefact);
  const fact = (label: string) => facts.find((one) => one.label === label)?.value;
  assertEquals([fact("layout"), fact("tensors"), fact("float32 elements")], ["zip", 3, 21]);
});

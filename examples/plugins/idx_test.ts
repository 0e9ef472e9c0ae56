import { assertEquals, assertRejects } from "@std/assert";
import { detectFormat } from "../../core/detect/detect_format.ts";
import { loadArtefact } from "../../core/load/load_artefact.ts";
import { type ErrorDetails, FormatError, LimitError, UnsupportedError } from "../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import type { TensorNode } from "../../core/model/tensor.ts";
import { addUserPlugins } from "../../core/resolve/user_plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { openFile } from "../../core/source/file.ts";
import { createMemorySource } from "../../core/source/memory.ts";

const REGISTRY = await addUserPlugins(["examples/plugins/idx.ts"], []);

async function detect(source: ByteSource) {
  return await detectFormat(source, source.name, REGISTRY, DEFAULT_LIMITS);
}

async function load(source: ByteSource): Promise<TensorNode> {
  const format = await detect(source);
  const input = { path: source.name, source, sibling: () => Promise.reject(new Error("IDX has no siblings")) };
  await using loaded = await loadArtefact(input, format!, DEFAULT_LIMITS);
  return loaded.artefact.root as TensorNode;
}

async function elements(tensor: TensorNode, blockBytes: number): Promise<Uint8Array> {
  const all: number[] = [];
  for await (const block of tensor.data!.blocks(blockBytes)) all.push(...block);
  return new Uint8Array(all);
}

function file(name: string): ByteSource {
  return openFile(`examples/plugins/samples/${name}`);
}

Deno.test("The IDX plugin reads images of bytes in place", async () => {
  await using source = file("images_old.idx3-ubyte");
  const tensor = await load(source);
  assertEquals([tensor.dtype.name, tensor.shape], ["uint8", [2, 4, 4]]);
  assertEquals(tensor.data!.plain!.size, 32);
  assertEquals(await elements(tensor, 5), Uint8Array.from({ length: 32 }, (_, index) => (index * 37) & 255));
});

Deno.test("The IDX plugin gives big-endian floats as little-endian, whatever the block", async () => {
  await using source = file("floats_old.idx");
  const tensor = await load(source);
  for (const blockBytes of [4, 8, 1024]) {
    assertEquals(new Float32Array((await elements(tensor, blockBytes)).buffer), new Float32Array([1.5, -2, 0.25]));
  }
});

Deno.test("The IDX plugin states the type and the shape", async () => {
  await using source = file("images_old.idx3-ubyte");
  const { plugin } = (await detect(source))!;
  const summary = await plugin.summarize({ root: await load(source) });
  assertEquals(summary.facts, [{ label: "element type", value: "uint8" }, { label: "shape", value: "2 x 4 x 4" }]);
});

Deno.test("The IDX plugin is certain only if the header fits the file's length", async () => {
  const header = [0, 0, 8, 1, 0, 0, 0, 2];
  const confidence = async (name: string, bytes: readonly number[]) =>
    (await detect(createMemorySource(name, new Uint8Array(bytes))))?.detection.confidence ?? null;
  assertEquals(await confidence("anything", [...header, 1, 2]), "certain");
  assertEquals(await confidence("anything", [...header, 1]), null);
  assertEquals(await confidence("a.idx", [...header, 1]), "likely");
});

const DAMAGED: readonly {
  readonly bytes: readonly number[];
  readonly type: new (reason: string, details: ErrorDetails) => Error;
  readonly message: string;
}[] = [
  {
    bytes: [0, 0, 8, 1, 0, 0, 0, 2, 1],
    type: FormatError,
    message: 'Cannot read "a.idx" at byte 8: its shape [2] takes 2 bytes, but 1 follow',
  },
  {
    bytes: [0, 0, 8, 2, 0, 0, 0, 2],
    type: FormatError,
    message: 'Cannot read "a.idx" at byte 8: the header is cut off',
  },
  {
    bytes: [0, 0, 8, 255, 0, 0, 0, 2],
    type: LimitError,
    message: 'Cannot read "a.idx" at byte 3: it has 255 dimensions',
  },
  {
    bytes: [0, 0, 10, 1, 0, 0, 0, 2],
    type: UnsupportedError,
    message: 'Cannot read "a.idx" at byte 2: the element type 10 is none of the format',
  },
];

for (const { bytes, type, message } of DAMAGED) {
  Deno.test(`The IDX plugin refuses a damaged file: ${message.split(": ").at(-1)}`, async () => {
    const error = await assertRejects(() => load(createMemorySource("a.idx", new Uint8Array(bytes))), type);
    assertEquals(error.message, message);
  });
}

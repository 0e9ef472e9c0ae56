import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { isTaggedError } from "../../../core/model/errors.ts";
import { hexText } from "../../../core/model/hex.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import plugin from "../../../plugins/safetensors/plugin.ts";
import { assertTensor, loadBytes, loadFixture, readFacts, type TensorFacts, tensorsOf } from "../load_fixture.ts";

const FIXTURES = "fixtures/files/safetensors";
const HOSTILE = "fixtures/hostile";

interface Facts {
  readonly tensors?: Record<string, TensorFacts>;
  readonly packed?: Record<string, { dtype: string; shape: number[]; hex: string }>;
  readonly metadata?: Record<string, string>;
}

const PACKED_TYPES: Readonly<Record<string, string>> = {
  F4: "float4_e2m1fn",
  F6_E2M3: "float6_e2m3fn",
  F6_E3M2: "float6_e3m2fn",
};

function* fixtures(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* fixtures(`${folder}/${name}`);
    else if (name.endsWith(".facts.json")) yield `${folder}/${name.slice(0, -".facts.json".length)}`;
  }
}

for (const path of [...fixtures(FIXTURES)].sort()) {
  Deno.test(`load() agrees with the facts of ${path.slice(FIXTURES.length + 1)}`, async () => {
    const { artefact, notes, detection } = await loadFixture(plugin, path);
    const facts = readFacts<Facts>(path);
    assertEquals(detection?.confidence, "certain");
    assertEquals(notes, []);
    const tensors = tensorsOf(artefact.root);
    for (const [name, tensor] of Object.entries(facts.tensors ?? {})) {
      await assertTensor(tensors.get(name)!, unpacked(tensor), name);
    }
    for (const [name, { dtype, shape, hex }] of Object.entries(facts.packed ?? {})) {
      const tensor = tensors.get(name)!;
      assertEquals([tensor.dtype.name, tensor.shape], [PACKED_TYPES[dtype], shape]);
      const plain = tensor.data!.plain!;
      assertEquals(hexText(await readBytes(plain, 0, plain.size)), hex);
    }
    assertEquals(tensors.size, Object.keys({ ...facts.tensors, ...facts.packed }).length);
    if (facts.metadata) {
      const metadata = [...artefact.metadata!.entries].map((
        [key, node],
      ) => [key, node.kind === "scalar" && node.value]);
      assertEquals(Object.fromEntries(metadata), facts.metadata);
    }
  });
}

/** torch counts pairs of 4-bit floats, the format counts floats. */
function unpacked(facts: TensorFacts): TensorFacts {
  if (facts.dtype !== "float4_e2m1fn_x2") return facts;
  const shape = facts.shape.with(-1, facts.shape.at(-1)! * 2);
  return { ...facts, dtype: "float4_e2m1fn", shape, elements: facts.elements * 2 };
}

interface Hostile {
  readonly file: string;
  readonly place_or_reason: string | null;
  readonly status: number;
}

const hostile: readonly Hostile[] = JSON.parse(Deno.readTextFileSync(`${HOSTILE}/hostile.json`));

for (const { file, place_or_reason: reason, status } of hostile) {
  if (!file.includes("safetensors") || /^(empty|lfs_pointer|web_page|shards_outside)/.test(file)) continue; // The core refuses these.
  Deno.test(`load() ${status === 0 ? "reads" : "refuses"} hostile ${file}`, async () => {
    const loading = loadFixture(plugin, `${HOSTILE}/${file}`);
    if (status === 0) return void await loading;
    const error = await assertRejects(() => loading, Error);
    assert(isTaggedError(error), String(error));
    assertStringIncludes(error.message, `Cannot read "${HOSTILE}/`);
    if (reason) assertStringIncludes(error.message.replace(file, "").toLowerCase(), reason.toLowerCase());
  });
}

Deno.test("detect() leaves text and other formats to others", async () => {
  const detect = async (name: string, text: string) => {
    const head = new TextEncoder().encode(text);
    const source = createMemorySource(name, head);
    const extensionMatches = name.endsWith(".safetensors");
    return await plugin.detect({ name, size: head.length, head, extensionMatches, source, limits: DEFAULT_LIMITS });
  };
  assertEquals(await detect("a.safetensors", "<!DOCTYPE html>"), null);
  assertEquals(await detect("a.bin", "\u0002\0\0\0\0\0\0\0[]"), null);
  assertEquals((await detect("a.bin", "\u0002\0\0\0\0\0\0\0{}"))?.confidence, "certain");
  assertEquals((await detect("a.safetensors", "\u0002\0\0\0\0\0\0\0[]"))?.confidence, "possible");
  assertEquals(await detect("a.bin.index.json", '{"weight_map": {}}'), null);
});

Deno.test("summarize() counts tensors and elements by type, and lists the metadata", async () => {
  const { artefact } = await loadFixture(plugin, `${FIXTURES}/metadata.safetensors`);
  const { facts } = await plugin.summarize(artefact);
  assertEquals(facts.slice(0, 4), [
    { label: "tensors", value: 1 },
    { label: "float32 elements", value: 4 },
    { label: "tensor bytes", value: 16 },
    { label: "metadata format", value: "pt" },
  ]);
});

Deno.test("load() survives a cut at any byte", async () => {
  const whole = Deno.readFileSync(`${FIXTURES}/shapes.safetensors`);
  for (let length = 0; length < whole.length; length++) {
    const error = await assertRejects(() => loadBytes(plugin, "a.safetensors", whole.subarray(0, length)), Error);
    assert(isTaggedError(error), `cut at ${length}: ${error}`);
  }
});

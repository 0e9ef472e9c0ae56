import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { isTaggedError } from "../../../core/model/errors.ts";
import { collectLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { Cell, TableNode } from "../../../core/model/table.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import plugin from "../../../plugins/numpy/plugin.ts";
import { assertTensor, fromHex, loadBytes, loadFixture, readFacts, type TensorFacts } from "../load_fixture.ts";

const FIXTURES = "fixtures/files/numpy";
const HOSTILE = "fixtures/hostile";

type FieldType = string | { readonly dtype: FieldType; readonly shape: readonly number[] } | readonly Field[];

interface Field {
  readonly name: string;
  readonly dtype: FieldType;
}

interface Facts {
  readonly tensors?: Record<string, TensorFacts>;
  readonly columns?: readonly Field[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly items?: readonly unknown[];
}

const names = [...Deno.readDirSync(FIXTURES)].map(({ name }) => name).filter((name) => /\.np[yz]$/.test(name)).sort();

for (const name of names) {
  Deno.test(`load() agrees with the facts of ${name}`, async () => {
    const { artefact: { root }, notes, detection } = await loadFixture(plugin, `${FIXTURES}/${name}`);
    const facts = readFacts<Facts>(`${FIXTURES}/${name}`);
    assertEquals(detection?.confidence, name === "no_arrays.npz" ? "likely" : "certain");
    assertEquals(notes, []);
    if (root.kind === "table") await assertTable(root, facts);
    else if (root.kind === "list") assertEquals(root.items.length, facts.items!.length);
    else if (root.kind === "opaque") assertEquals(scalarsOf(root).slice(-4), facts.rows!.flat());
    else await assertTensors(root, facts.tensors ?? {});
  });
}

async function assertTensors(root: TreeNode, facts: Readonly<Record<string, TensorFacts>>): Promise<void> {
  const entries = root.kind === "map" ? root.entries : new Map([["data", root]]);
  assertEquals([...entries.keys()], Object.keys(facts));
  for (const [key, node] of entries) {
    assert(node.kind === "tensor");
    await assertTensor(node, facts[key]!, key);
  }
}

/** The scalars of a tree in order: what is left of a structured array with objects are its rows, at the end. */
function scalarsOf(root: TreeNode): unknown[] {
  const leaves = collectLeaves(root, "fixture", DEFAULT_LIMITS);
  return leaves.flatMap(({ node }) => node.kind === "scalar" ? [node.value] : []);
}

async function assertTable(table: TableNode, { columns, rows }: Facts): Promise<void> {
  assertEquals(table.columns, columns!.flatMap(({ name, dtype }) => [...flatColumns(name, dtype)]));
  const read: (readonly Cell[])[] = [];
  for await (const batch of table.rows()) read.push(...batch);
  assertEquals(read.map((row) => row.map(cellFact)), rows!.map((row) => row.flatMap(flatValues)));
  assertEquals(table.rowCount, rows!.length);
}

function* flatColumns(name: string, type: FieldType): Generator<{ name: string; dtype: string }> {
  if (typeof type === "string") yield { name, dtype: type };
  else if ("shape" in type) {
    const [size, ...inner] = type.shape;
    const element = inner.length > 0 ? { dtype: type.dtype, shape: inner } : type.dtype;
    for (let i = 0; i < size!; i++) yield* flatColumns(`${name}[${i}]`, element);
  } else for (const field of type) yield* flatColumns(`${name}.${field.name}`, field.dtype);
}

function flatValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(flatValues);
  const isBytes = typeof value === "object" && value !== null && "hex" in value;
  return [isBytes ? String.fromCharCode(...fromHex(String(value.hex))) : value];
}

function cellFact(cell: Cell): unknown {
  return typeof cell === "number" && Number.isNaN(cell) ? "NaN" : cell;
}

interface Hostile {
  readonly file: string;
  readonly place_or_reason: string | null;
  readonly status: number;
}

const hostile: readonly Hostile[] = JSON.parse(Deno.readTextFileSync(`${HOSTILE}/hostile.json`));

for (const { file, place_or_reason: reason, status } of hostile) {
  if (!/\.np[yz]$/.test(file) || /^(empty|lfs_pointer|random)/.test(file)) continue; // The core refuses these.
  Deno.test(`load() ${status === 0 ? "reads" : "refuses"} hostile ${file}`, async () => {
    const reading = readAll(`${HOSTILE}/${file}`);
    if (status === 0) return await reading;
    const error = await assertRejects(() => reading, Error);
    assert(isTaggedError(error), String(error));
    assertStringIncludes(error.message, `Cannot read "${HOSTILE}/`);
    if (reason) assertStringIncludes(error.message.replace(file, "").toLowerCase(), reason.toLowerCase());
  });
}

/** Loads a file and reads every tensor, as a comparison does. */
async function readAll(path: string): Promise<void> {
  const { artefact: { root } } = await loadFixture(plugin, path);
  for (const node of root.kind === "map" ? root.entries.values() : [root]) {
    if (node.kind === "tensor") { for await (const _ of node.data!.blocks(1 << 20)); }
  }
}

Deno.test("load() lists what a malicious array of objects names, and runs nothing", async () => {
  const { artefact } = await loadFixture(plugin, `${HOSTILE}/npy_objects_malicious.npy`);
  assert(artefact.imports!.some((name) => name.endsWith("system")), String(artefact.imports));
});

Deno.test("load() reads objects as values", async () => {
  const { artefact: { root } } = await loadFixture(plugin, `${FIXTURES}/objects.npy`);
  assert(root.kind === "list");
  assertEquals(root.items.slice(0, 4).map((item) => item.kind === "scalar" && [item.type, item.value]), [
    ["null", null],
    ["int", 1],
    ["float", 2.5],
    ["string", "text"],
  ]);
});

Deno.test("load() survives a cut at any byte", async () => {
  for (const name of ["structured_nested.npy", "stored.npz", "compressed.npz"]) {
    const whole = Deno.readFileSync(`${FIXTURES}/${name}`);
    for (let length = 0; length < whole.length; length++) {
      const error = await assertRejects(() => loadBytes(plugin, name, whole.subarray(0, length)), Error);
      assert(isTaggedError(error), `${name} cut at ${length}: ${error}`);
    }
  }
});

Deno.test("load() notes bytes after an array", async () => {
  const whole = Deno.readFileSync(`${FIXTURES}/structured.npy`);
  const longer = new Uint8Array(whole.length + 3);
  longer.set(whole);
  assertEquals((await loadBytes(plugin, "a.npy", longer)).notes, [
    "3 bytes after the array are ignored, as NumPy does",
  ]);
});

Deno.test("load() keeps the shape of a structured array with other than one axis", async () => {
  const whole = Deno.readFileSync(`${FIXTURES}/structured.npy`);
  const text = new TextDecoder("latin1").decode(whole).replace("(2,), }", "(1, 2)}");
  const shaped = Uint8Array.from(whole, (byte, i) => i > 10 && i < 128 ? text.charCodeAt(i) : byte);
  const shapes = [];
  for (const bytes of [whole, shaped]) {
    const { root } = (await loadBytes(plugin, "a.npy", bytes)).artefact;
    assert(root.kind === "table");
    shapes.push([root.rowCount, root.shape]);
  }
  assertEquals(shapes, [[2, undefined], [2, [1, 2]]]);
});

Deno.test("summarize() counts arrays and elements by type", async () => {
  const { artefact } = await loadFixture(plugin, `${FIXTURES}/stored.npz`);
  assertEquals((await plugin.summarize(artefact)).facts, [
    { label: "tensors", value: 5 },
    { label: "float32 elements", value: 24 },
    { label: "float64 elements", value: 12 },
    { label: "int64 elements", value: 5 },
    { label: "int32 elements", value: 1 },
    { label: "tensor bytes", value: 24 * 4 + 12 * 8 + 5 * 8 + 4 },
  ]);
  assertEquals(artefact.container, { layout: "npz", members: 5, compression: "none" });
});

import { assert, assertEquals } from "@std/assert";
import { measureTensor } from "../../../core/measure/tensor_pass.ts";
import { countElements } from "../../../core/model/count_elements.ts";
import { collectLeaves, isTensorLeaf } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { Figure, TensorStats } from "../../../core/model/measures.ts";
import type { Quantization, TensorNode } from "../../../core/model/tensor.ts";
import { locateStateDict, tensorRole } from "../../../core/model/tensor_role.ts";
import { dottedName } from "../../../core/model/tree_path.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { assertTensor, loadFixture, readFacts, type TensorFacts, tensorsOf } from "../load_fixture.ts";

const FOLDER = "fixtures/files/pytorch/";
const FIGURES = ["mean", "std", "min", "max", "zeros", "nan", "pos_inf", "neg_inf"] as const;

type Scalar = string | number | boolean | null;

interface QuantizationFacts {
  readonly scheme: Quantization["scheme"];
  readonly scale?: number;
  readonly zero_point?: number;
  readonly scales?: readonly number[];
  readonly zero_points?: readonly number[];
  readonly axis?: number;
}

type Facts = {
  readonly tensors?: Readonly<
    Record<string, TensorFacts & Partial<TensorStats> & { quantization?: QuantizationFacts }>
  >;
  readonly storages?: Readonly<Record<string, TensorFacts & Partial<TensorStats>>>;
  readonly scalars?: Readonly<Record<string, Scalar>>;
  readonly imports?: readonly string[];
  readonly tied?: readonly (readonly string[])[];
  readonly keys?: readonly (readonly string[])[];
  readonly parameters?: number;
  readonly buffers?: number;
};

function fixtures(): readonly string[] {
  const names: string[] = [];
  for (const folder of ["", "sharded/"]) {
    for (const { name } of Deno.readDirSync(FOLDER + folder)) {
      if (name.endsWith(".facts.json")) names.push(folder + name.slice(0, -".facts.json".length));
    }
  }
  return names.sort();
}

for (const name of fixtures()) {
  Deno.test(`plugin reads ${name} as its facts say`, async () => {
    const facts = readFacts<Facts>(FOLDER + name);
    const { artefact, detection } = await loadFixture(plugin, FOLDER + name);
    assert(detection, "detected");
    await assertTensors(tensorsOf(artefact.root), { ...facts.tensors, ...facts.storages });
    assertScalars(artefact.root, facts.scalars ?? {});
    assertCounts(artefact.root, facts);
    assertTied(tensorsOf(artefact.root), facts.tied ?? []);
    assertEquals(artefact.imports, facts.imports ?? [], "imports");
    for (const keys of facts.keys ?? []) assertEquals(nodeAt(artefact.root, keys)?.kind, "tensor");
  });
}

async function assertTensors(tensors: ReadonlyMap<string, TensorNode>, facts: NonNullable<Facts["tensors"]>) {
  if (Object.keys(facts).length === 0) return;
  assertEquals([...tensors.keys()].sort(), Object.keys(facts).sort(), "names of tensors");
  for (const [name, fact] of Object.entries(facts)) {
    const tensor = tensors.get(name)!;
    await assertTensor(tensor, inOurElements(fact), name);
    assertEquals(tensor.data === null, fact.sha256 === null, `${name} has no data`);
    assertStats(await measureTensor(tensor, { blockBytes: 4096 }), fact, name);
    assertQuantization(tensor.quantization, fact.quantization, name);
  }
}

/** torch counts pairs of 4-bit floats, we count floats. */
function inOurElements(fact: TensorFacts): TensorFacts {
  if (fact.dtype !== "float4_e2m1fn_x2") return fact;
  const shape = fact.shape.with(-1, fact.shape.at(-1)! * 2);
  return { ...fact, dtype: "float4_e2m1fn", shape, elements: fact.elements * 2 };
}

function assertStats(stats: TensorStats | null, fact: TensorFacts & Partial<TensorStats>, name: string): void {
  if (stats === null || fact.zeros === null || fact.dtype.startsWith("complex")) return;
  for (const figure of FIGURES) assertClose(stats[figure], fact[figure] ?? null, `${name}: ${figure}`);
}

function assertClose(found: Figure | null, wanted: Figure | string | null, what: string): void {
  if (found === null || wanted === null) return assertEquals(found, wanted, what);
  const a = Number(found), b = Number(wanted);
  assert(Object.is(a, b) || Math.abs(a - b) <= 1e-6 * Math.abs(b) + 1e-300, `${what}: ${a}, but ${b} is right`);
}

function assertQuantization(found: Quantization | undefined, facts: QuantizationFacts | undefined, name: string): void {
  if (!facts) return assertEquals(found, undefined, name);
  assertEquals(found, {
    scheme: facts.scheme,
    scales: facts.scales ?? [facts.scale!],
    zeroPoints: facts.zero_points ?? [facts.zero_point!],
    ...(facts.axis === undefined ? {} : { axis: facts.axis }),
  }, name);
}

function assertCounts(root: TreeNode, { parameters, buffers }: Facts): void {
  if (parameters === undefined) return;
  const stateDict = locateStateDict(root);
  const tensors = collectLeaves(root, "fixture", DEFAULT_LIMITS).filter(isTensorLeaf)
    .map((leaf) => ({ node: leaf.node, role: tensorRole(leaf, stateDict) }));
  const found = [countElements(tensors, "parameter"), countElements(tensors, "buffer")];
  assertEquals(found, [parameters, buffers], "elements of parameters and buffers");
}

function assertScalars(root: TreeNode, facts: Readonly<Record<string, Scalar>>): void {
  const found = new Map<string, unknown>();
  for (const { keys, node } of collectLeaves(root, "fixture", DEFAULT_LIMITS)) {
    if (node.kind === "scalar") found.set(dottedName(keys), inJson(node.value));
  }
  for (const [path, value] of Object.entries(facts)) assertEquals(found.get(path), value, path);
}

function inJson(value: unknown): unknown {
  if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value))) return String(value);
  return value;
}

function assertTied(tensors: ReadonlyMap<string, TensorNode>, tied: readonly (readonly string[])[]): void {
  const groups = new Map<string, string[]>();
  for (const [name, { storageId, shape }] of tensors) {
    if (storageId === undefined || shape.includes(0)) continue;
    groups.set(storageId, [...groups.get(storageId) ?? [], name]);
  }
  const found = [...groups.values()].filter((names) => names.length > 1).map((names) => names.toSorted());
  const wanted = tied.map((names) => names.toSorted());
  const text = (names: readonly string[]) => names.join("\n");
  assertEquals(found.map(text).sort(), wanted.map(text).sort(), "tied");
}

function nodeAt(root: TreeNode, keys: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const key of keys) node = node?.kind === "map" ? node.entries.get(key) : undefined;
  return node;
}

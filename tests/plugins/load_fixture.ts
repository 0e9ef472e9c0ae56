import { assertEquals } from "@std/assert";
import { createContext } from "../../core/load/create_context.ts";
import { byteLength } from "../../core/model/dtype.ts";
import { hexText } from "../../core/model/hex.ts";
import { DEFAULT_LIMITS, type Limits } from "../../core/model/limits.ts";
import { elementCount, type TensorNode } from "../../core/model/tensor.ts";
import { dottedName } from "../../core/model/tree_path.ts";
import { collectLeaves } from "../../core/model/leaf.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { openFile } from "../../core/source/file.ts";
import { createMemorySource } from "../../core/source/memory.ts";

/** A loaded file, what the plugin noted, and how it recognised the file. */
export interface Loaded {
  readonly artefact: Artefact;
  readonly notes: readonly string[];
  readonly detection: Detection | null;
}

/** Loads a file, and siblings from its folder. Everything that is read is taken into memory, so nothing stays open. */
export async function loadFixture(plugin: FormatPlugin, path: string, limits?: Limits): Promise<Loaded> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return await loadBytes(plugin, path, Deno.readFileSync(path), {
    limits,
    sibling: (name) => readWhole(folder + name, name),
  });
}

/** What loading from memory may be told. */
export interface MemoryOptions {
  readonly limits?: Limits | undefined;
  sibling?(name: string): Promise<ByteSource>;
}

/** Loads bytes under a name. */
export async function loadBytes(
  plugin: FormatPlugin,
  name: string,
  bytes: Uint8Array,
  { limits = DEFAULT_LIMITS, sibling = (name) => readWhole(name, name) }: MemoryOptions = {},
): Promise<Loaded> {
  const notes: string[] = [];
  const source = createMemorySource(name, bytes);
  const detection = await plugin.detect({
    name: name.slice(name.lastIndexOf("/") + 1),
    size: bytes.length,
    head: bytes.subarray(0, 65536),
    extensionMatches: plugin.manifest.extensions.some((extension) => name.endsWith(extension)),
    source,
    limits,
  });
  const context = createContext({ limits, file: name, sibling, note: (reason) => void notes.push(reason) });
  return { artefact: await plugin.load(source, context), notes, detection };
}

async function readWhole(path: string, name: string): Promise<ByteSource> {
  await using file = openFile(path, name);
  return createMemorySource(name, await readBytes(file, 0, file.size));
}

/** The facts that are stored of a tensor beside a fixture; its statistics are the measure stage's business. */
export interface TensorFacts {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** Of the elements, C order, little-endian; absent for a tensor without data. */
  readonly sha256?: string | null;
}

/** The facts that are stored beside a fixture. */
export function readFacts<T>(path: string): T {
  return JSON.parse(Deno.readTextFileSync(`${path}.facts.json`));
}

/** The tensors of a tree by dotted name. */
export function tensorsOf(root: TreeNode): Map<string, TensorNode> {
  const tensors = new Map<string, TensorNode>();
  for (const { keys, node } of collectLeaves(root, "fixture", DEFAULT_LIMITS)) {
    if (node.kind === "tensor") tensors.set(dottedName(keys), node);
  }
  return tensors;
}

/** Asserts that a tensor is what its facts say, in type, shape and every byte, at two block sizes. */
export async function assertTensor(tensor: TensorNode, facts: TensorFacts, name: string): Promise<void> {
  const { dtype, shape } = tensor;
  assertEquals({ dtype: dtype.name, shape }, { dtype: facts.dtype, shape: facts.shape }, name);
  assertEquals(elementCount(shape), facts.elements, name);
  if (!facts.sha256) return;
  for (const elements of [8, 8192]) {
    assertEquals(await digest(tensor, byteLength(dtype, elements)), facts.sha256, `${name}, blocks of ${elements}`);
  }
}

async function digest({ data, dtype, shape }: TensorNode, blockBytes: number): Promise<string> {
  const bytes = new Uint8Array(byteLength(dtype, elementCount(shape)));
  let length = 0;
  for await (const block of data!.blocks(blockBytes)) {
    bytes.set(block, length);
    length += block.length;
  }
  assertEquals(length, bytes.length);
  return hexText(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** The bytes that hexadecimal digits stand for. */
export function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

import { assert, assertEquals } from "@std/assert";
import { createContext } from "../../core/load/create_context.ts";
import { measureTensor } from "../../core/measure/tensor_pass.ts";
import { byteLength } from "../../core/model/dtype.ts";
import { isTaggedError } from "../../core/model/errors.ts";
import { collectLeaves, type Leaf } from "../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { elementCount } from "../../core/model/tensor.ts";
import { compareInputs } from "../../core/pipeline.ts";
import type { OpenInput } from "../../core/source/open_input.ts";
import type { FormatPlugin } from "../../core/plugin.ts";
import { REGISTRY } from "../../plugins/registry.ts";
import { bitFlips, type Damage, truncations } from "./damage.ts";
import { EXACT, type Fixture, listFixtures, memoryInput } from "./fixture.ts";

const SEED = 20261124;
/** Far above what an attempt takes on a busy machine: it is there to find loops. */
const HANG_MILLISECONDS = 5000;

const FIXTURES = listFixtures();

for (const entry of REGISTRY) {
  const { id } = entry.manifest;
  const own = FIXTURES.filter(({ plugin }) => plugin === id);

  Deno.test(`${id}.load() reads or refuses its files cut off at any place and with any bit turned`, async () => {
    const plugin = await entry.load();
    for (const fixture of own) {
      const bytes = Deno.readFileSync(fixture.path);
      for (const damage of [...truncations(bytes, SEED), ...bitFlips(bytes, SEED)]) {
        await survive(fixture, damage, () => readAll(plugin, memoryInput(fixture.path, damage.bytes)));
      }
    }
  });

  Deno.test(`compareInputs() never calls a damaged ${id} file the same bytes`, async () => {
    for (const fixture of own) {
      const bytes = Deno.readFileSync(fixture.path);
      const every = [...truncations(bytes, SEED + 1), ...bitFlips(bytes, SEED + 1)];
      for (const damage of every.filter((_, index) => index % 4 === 0)) {
        await survive(fixture, damage, async () => {
          const pair = [bytes, damage.bytes].map((each) => memoryInput(fixture.path, each));
          const { verdict } = await compareInputs(pair[0]!, pair[1]!, EXACT);
          assert(verdict !== "identical_bytes");
        });
      }
    }
  });
}

/** Loads a file and reads everything that its tree promises. */
async function readAll(plugin: FormatPlugin, { path, source, sibling }: OpenInput): Promise<void> {
  const context = createContext({ limits: DEFAULT_LIMITS, file: path, sibling, note() {} });
  const artefact = await plugin.load(source, context);
  await plugin.summarize(artefact);
  for (const leaf of collectLeaves(artefact.root, path, DEFAULT_LIMITS)) await readLeaf(leaf);
}

async function readLeaf({ node }: Leaf): Promise<void> {
  if (node.kind === "table") {
    for await (const rows of node.rows()) assert(Array.isArray(rows));
  }
  if (node.kind !== "tensor" || node.data === null) return;
  const { blockBytes } = DEFAULT_LIMITS;
  const stats = await measureTensor(node, { blockBytes });
  if (stats) return assertEquals(stats.elements, elementCount(node.shape));
  let bytes = 0;
  for await (const block of node.data.blocks(blockBytes)) bytes += block.length;
  assertEquals(bytes, byteLength(node.dtype, elementCount(node.shape)));
}

async function survive({ name }: Fixture, { about }: Damage, attempt: () => Promise<void>): Promise<void> {
  const start = performance.now();
  try {
    await attempt();
  } catch (error) {
    if (!isTaggedError(error)) throw new Error(`${name}, ${about}: ${error}`, { cause: error });
  }
  const taken = performance.now() - start;
  assert(taken < HANG_MILLISECONDS, `${name}, ${about}: ${taken} ms`);
}

import { assert } from "@std/assert";
import { isTaggedError } from "../../../core/model/errors.ts";
import { collectLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { loadBytes } from "../load_fixture.ts";

const FOLDER = "fixtures/files/pytorch/";
/** One file a layout and kind of content. */
const FILES = [
  "zip_default.pth",
  "zip_deflated.pth",
  "legacy.pth",
  "tar_layout.pth",
  "torchscript.pt",
  "quantized.pt",
  "sparse.pt",
  "numpy_inside.pt",
  "python_objects.pt",
  "whole_module.pt",
  "plain_pickle_protocol_0.pkl",
  "plain_pickle_protocol_5.pkl",
];
const ROUNDS = 60;
const MOST_READ = 1_000_000;

/** Numbers in [0, 1) that are the same in each run: the minimal standard generator of Park and Miller. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed;;) yield (state = state * 48271 % 0x7fffffff) / 0x7fffffff;
}

for (const [index, file] of FILES.entries()) {
  Deno.test(`plugin gives a tree or a tagged error for ${file}, cut or altered anywhere`, async () => {
    const random = randoms(index + 1);
    const next = (below: number) => Math.floor(random.next().value * below);
    const original = Deno.readFileSync(FOLDER + file);
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = round % 4 === 0 ? original.slice(0, next(original.length)) : original.slice();
      for (let flips = round % 4; flips > 0; flips--) bytes[next(bytes.length)] = next(256);
      await readAll(file, bytes).catch((error) => assert(isTaggedError(error), `round ${round}: ${error.stack}`));
    }
  });
}

async function readAll(file: string, bytes: Uint8Array): Promise<void> {
  const { artefact } = await loadBytes(plugin, FOLDER + file, bytes);
  plugin.summarize(artefact);
  for (const { node } of collectLeaves(artefact.root, file, DEFAULT_LIMITS)) {
    if (node.kind !== "tensor" || node.data === null) continue;
    let read = 0;
    for await (const block of node.data.blocks(4096)) if ((read += block.length) > MOST_READ) break;
  }
}

import { assert, assertEquals } from "@std/assert";
import { isTaggedError } from "../../../core/model/errors.ts";
import { collectLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { Artefact } from "../../../core/plugin.ts";
import plugin from "../../../plugins/pytorch/plugin.ts";
import { loadBytes, tensorsOf } from "../load_fixture.ts";

const FOLDER = "fixtures/hostile/";

interface Hostile {
  readonly file: string;
  readonly about: string;
  readonly place_or_reason: string | null;
  readonly status: number;
  readonly either?: boolean;
}

// Found before a plugin is asked (an empty file, a Git LFS pointer), or cut where the format keeps nothing.
const NOT_OURS = new Set(["empty.pth", "lfs_pointer.pth", "truncated_tar_layout_half.pth"]);

const list: readonly Hostile[] = JSON.parse(Deno.readTextFileSync(`${FOLDER}hostile.json`));

for (const { file, about, place_or_reason, status, either } of list) {
  if (!/\.(pth|pt|pkl)$/.test(file) || NOT_OURS.has(file)) continue;
  Deno.test(`plugin ${status === 0 ? "reads" : "withstands"} ${file}: ${about}`, async () => {
    const start = performance.now();
    const outcome = await loadHostile(file);
    assert(performance.now() - start < 1000, "takes less than a second");
    if (typeof outcome !== "string") return assert(status === 0 || either, "it is read, but must be refused");
    assert(status !== 0 || either, `it must be read: ${outcome}`);
    assert(outcome.toLowerCase().includes(place_or_reason ?? ""), outcome);
  });
}

/** What the file holds, or the message that it is refused with. Anything but a tagged error is a defect. */
async function loadHostile(file: string): Promise<Artefact | string> {
  try {
    const { artefact } = await loadBytes(plugin, FOLDER + file, Deno.readFileSync(FOLDER + file));
    collectLeaves(artefact.root, file, DEFAULT_LIMITS);
    return artefact;
  } catch (error) {
    if (isTaggedError(error)) return error.message;
    throw error;
  }
}

Deno.test("plugin lists what a malicious pickle names and reads the tensors beside it", async () => {
  for (const [file, name] of [["beside", "posix.system"], ["first", "builtins.eval"], ["legacy", "posix.system"]]) {
    const artefact = await loadHostile(`torch_malicious_${file}.pth`);
    assert(typeof artefact !== "string");
    assertEquals(artefact.imports, [name!]);
    assertEquals(tensorsOf(artefact.root).get("weight")?.shape, [2, 3]);
  }
});

Deno.test("plugin reads a pickle that names hundreds of thousands of globals", async () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `ca\nx${index}\n0`);
  const { artefact } = await loadBytes(plugin, "a.pkl", new TextEncoder().encode(`${names.join("")}N.`));
  assertEquals(artefact.imports?.length, 200_000);
});

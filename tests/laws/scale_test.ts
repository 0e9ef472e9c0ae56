import { assert, assertEquals } from "@std/assert";
import { dtype } from "../../core/model/dtype.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { integerScalar } from "../../core/model/scalar.ts";
import type { MapNode, TreeNode } from "../../core/model/tree.ts";
import { compareInputs } from "../../core/pipeline.ts";
import type { Artefact, FormatPlugin, PluginEntry } from "../../core/plugin.ts";
import { renderDescription } from "../../core/render/render_description.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../core/render/render_options.ts";
import { renderPieces } from "../../core/render/renderers.ts";
import { describeInput } from "../../core/show_pipeline.ts";
import { memoryInput } from "../contract/fixture.ts";

/** More than a call takes arguments: a list of as many must not be spread into one. */
const MANY = 130_000;

// YAML goes the way of JSON, and takes ten times as long.
const FORMATS = ["text", "json"] as const;

function map(count: number, member: (index: number) => readonly [string, TreeNode]): MapNode {
  return { kind: "map", entries: new Map(Array.from({ length: count }, (_, index) => member(index))) };
}

const values = (add: number) => map(MANY, (index) => [`key${index}`, integerScalar(index + add)]);

const nothing = map(0, () => ["", values(0)]);

const tensors = (prefix: string) =>
  map(MANY, (index) => {
    const name = `${prefix}${index % 100}.block${index}.weight`;
    return [name, { kind: "tensor", dtype: dtype("float32"), shape: [2], storageId: name, data: null }];
  });

/** A registry of one plugin, which gives one artefact after the other. */
function registryOf(...artefacts: readonly Artefact[]): readonly PluginEntry[] {
  const manifest = { apiVersion: 1, id: "many", title: "Many", extensions: [".many"], signatures: [] } as const;
  const left = [...artefacts];
  const plugin: FormatPlugin = {
    manifest,
    detect: () => ({ confidence: "certain", reason: "there is no other" }),
    load: () => Promise.resolve(left.shift()!),
    summarize: () => ({ facts: [] }),
  };
  return [{ manifest, user: true, load: () => Promise.resolve(plugin) }];
}

const PAIRS: readonly (readonly [name: string, old: Artefact, fresh: Artefact, changes: number])[] = [
  ["values that changed", { root: values(0) }, { root: values(1) }, MANY],
  ["tensors that came and went", { root: tensors("a") }, { root: tensors("b") }, 2 * MANY],
  ["metadata that changed", { root: nothing, metadata: values(0) }, { root: nothing, metadata: values(1) }, MANY],
];

for (const [name, old, fresh, changes] of PAIRS) {
  Deno.test(`${MANY} ${name} are compared and printed`, async () => {
    const inputs = [memoryInput("a.many", new Uint8Array([1])), memoryInput("b.many", new Uint8Array([2]))] as const;
    const options = { registry: registryOf(old, fresh), limits: DEFAULT_LIMITS, values: true };
    const report = await compareInputs(...inputs, options);
    assertEquals(report.changes.length, changes);
    for (const format of FORMATS) {
      for (const shape of [{ top: MANY }, { showStructure: true }, { tensorDetails: true }]) {
        if (format === "json" && !shape.top) continue;
        const pieces = await renderPieces(report, format, { ...DEFAULT_RENDER_OPTIONS, ...shape });
        assert(lengthOf(pieces) > 0);
      }
    }
    const description = await describeInput(inputs[0], { ...options, registry: registryOf(old) });
    for (const format of FORMATS) assert(lengthOf(await renderDescription(description, format, 3)) > MANY);
  });
}

function lengthOf(pieces: Iterable<string>): number {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}

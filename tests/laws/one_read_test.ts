import { assert, assertEquals } from "@std/assert";
import type { RulesInForce } from "../../core/model/rule_settings.ts";
import { compareInputs } from "../../core/pipeline.ts";
import type { OpenInput } from "../../core/source/open_input.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { createWindow } from "../../core/source/window.ts";
import { createRandom } from "../contract/damage.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { type TensorSpec, writeNpz, writeSafetensors } from "./tensor_files.ts";

// Far larger than what format detection looks at.
const TENSOR_BYTES = 1 << 20;

const TENSORS: readonly TensorSpec[] = ["a", "b", "c"].map((name, seed) => {
  const random = createRandom(seed);
  const bytes = Uint8Array.from({ length: TENSOR_BYTES }, () => random(256));
  return { name, dtype: "int64", shape: [TENSOR_BYTES / 8], bytes };
});

const CHANGED: readonly TensorSpec[] = TENSORS.map((tensor) => ({ ...tensor, bytes: tensor.bytes.toReversed() }));

/** A container, and how often its bytes are read where all are the same: deflated ones are compared as they are, too. */
const FILES: readonly {
  readonly name: string;
  readonly write: (tensors: readonly TensorSpec[]) => Uint8Array;
  readonly same: number;
}[] = [
  { name: "a.safetensors", write: writeSafetensors, same: 1 },
  { name: "stored.npz", write: (tensors) => writeNpz(tensors, false), same: 1 },
  { name: "deflated.npz", write: (tensors) => writeNpz(tensors, true), same: 2 },
];

/** Headers and directories are read more than once, tensors are not. */
const HEADERS = 0.2;

for (const { name, write, same } of FILES) {
  Deno.test(`compareInputs() reads ${name} once, and only its headers for its structure`, async () => {
    for (const [tensors, values, wanted] of [[TENSORS, true, same], [CHANGED, true, 1], [CHANGED, false, 0]] as const) {
      const old = createMeter(memoryInput(name, write(TENSORS))),
        fresh = createMeter(memoryInput(name, write(tensors)));
      await compareInputs(old.input, fresh.input, { ...EXACT, values });
      for (const reads of [old.reads(), fresh.reads()]) {
        assert(reads >= wanted && reads <= wanted + HEADERS, `values: ${values}: ${reads} reads of each byte`);
      }
    }
  });
}

Deno.test("compareInputs() reads no tensor byte for sizes", async () => {
  for (const { name, write } of FILES) {
    const old = createMeter(memoryInput(name, write(TENSORS))), fresh = createMeter(memoryInput(name, write(CHANGED)));
    const report = await compareInputs(old.input, fresh.input, { ...EXACT, values: false, sizes: true });
    assertEquals(report.comparison.size?.tensor_bytes?.old, TENSORS.length * TENSOR_BYTES);
    assert(old.reads() <= HEADERS && fresh.reads() <= HEADERS, `${name}: ${old.reads()} reads of each byte`);
  }
});

Deno.test("compareInputs() reads each byte once for everything that one pass finds out", async () => {
  const { name, write } = FILES[0]!;
  for (const more of [{ distributions: true }, { rules: RULES }, { analyses: ["ulp-distance"] }]) {
    const old = createMeter(memoryInput(name, write(TENSORS))), fresh = createMeter(memoryInput(name, write(CHANGED)));
    const { findings, changes } = await compareInputs(old.input, fresh.input, { ...EXACT, ...more });
    assertEquals(findings.some(({ rule }) => rule === "drifted"), "rules" in more);
    assertEquals(changes.every(({ drift }) => drift !== undefined), !("analyses" in more));
    for (const reads of [old.reads(), fresh.reads()]) assert(reads >= 1 && reads <= 1 + HEADERS, `${reads} reads`);
  }
});

/** A rule of a user's own that reads how far distributions are apart: they are counted for it. */
const RULES: RulesInForce = {
  rules: {},
  overrides: [],
  own: [{
    id: "drifted",
    title: "distributions are apart",
    group: "magnitude",
    since: "0.1.0",
    scope: "tensor",
    reads: ["drift.ks"],
    limits: {},
    levels: [{ severity: "warn", if: "drift.ks > 0.0" }],
    message: "KS statistic {drift.ks | figure}",
    basis: "binned",
    why: "",
    remedy: "",
    examples: [],
  }],
};

/** An input that counts how often each byte is read, on average. */
function createMeter(input: OpenInput): { readonly input: OpenInput; reads(): number } {
  const { name, size } = input.source;
  let bytes = 0;
  const source: ByteSource = {
    name,
    size,
    read(offset, into) {
      bytes += into.length;
      return input.source.read(offset, into);
    },
    window: (offset, length, inner) => createWindow(source, offset, length, inner),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { input: { ...input, source }, reads: () => bytes / size };
}

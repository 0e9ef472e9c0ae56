import { assert, assertEquals } from "@std/assert";
import { createKernel } from "../../../core/measure/kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "../../../core/measure/kernel/kernel_pass.ts";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import type { DTypeName } from "../../../core/model/dtype.ts";
import type { MeasuredPair, PairMeasures, TensorStats } from "../../../core/model/measures.ts";
import { makeTensor } from "./make_tensor.ts";

const COUNTS = ["sign_flips", "pruned", "regrown"] as const;
const CHANGES = ["mean_change", "std_change", "update_ratio"] as const;
const SIDE_COUNTS = ["negative_zeros", "subnormals"] as const;

type SideFacts = Pick<TensorStats, typeof SIDE_COUNTS[number]>;

/** What NumPy finds, by fixtures/make/change_counts.py. */
interface Case {
  readonly name: string;
  readonly dtypes: readonly [DTypeName, DTypeName];
  readonly old: string;
  readonly new: string;
  readonly facts: Pick<PairMeasures, typeof COUNTS[number] | typeof CHANGES[number]> & {
    readonly old: SideFacts;
    readonly new: SideFacts;
  };
}

const FIXTURE = new URL("../../../fixtures/measures/change_counts.json", import.meta.url);
const { cases } = JSON.parse(Deno.readTextFileSync(FIXTURE)) as { readonly cases: readonly Case[] };

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function checkFacts(measured: MeasuredPair, { facts }: Case): void {
  const measures = measured.measures!, rms = measures.rms ?? 0, oldStd = measured.old!.std ?? 0;
  for (const name of COUNTS) assertEquals(measures[name], facts[name], name);
  // A mean and a spread are as exact as the differences are large.
  const sizes = { mean_change: rms, std_change: rms, update_ratio: rms / oldStd };
  for (const name of CHANGES) {
    const found = measures[name], truth = facts[name];
    if (found === null || truth === null) assertEquals(found, truth, name);
    else assert(Math.abs(found - truth) <= 1e-11 * sizes[name], `${name}: ${found}, not ${truth}`);
  }
  for (const name of [...COUNTS, ...CHANGES]) {
    assertEquals(name in measured.unmeasured, measures[name] === null, `reason for ${name}`);
  }
  for (const side of ["old", "new"] as const) {
    for (const name of SIDE_COUNTS) assertEquals(measured[side]![name], facts[side][name], `${side}: ${name}`);
  }
}

for (const each of cases) {
  Deno.test(`measurePair() and the kernel count signs, zeros and changes as NumPy does: ${each.name}`, async () => {
    const old = makeTensor(each.dtypes[0], decode(each.old)), fresh = makeTensor(each.dtypes[1], decode(each.new));
    checkFacts(await measurePair(old, fresh, { blockBytes: 1 << 20 }), each);
    if (!isKernelTensor(old) || !isKernelTensor(fresh)) return;
    const kernel = createKernel();
    checkFacts(await measurePairFast(kernel, old, fresh), each);
    const alone = (await measureSideFast(kernel, old)).stats!;
    for (const name of SIDE_COUNTS) assertEquals(alone[name], each.facts.old[name], `alone: ${name}`);
  });
}

Deno.test("measurePair() tells no subnormals of numbers wider than float64", async () => {
  const old = makeTensor("float128", new Uint8Array(32));
  const { old: stats } = await measurePair(old, old, { blockBytes: 1 << 20 });
  assertEquals([stats!.subnormals, stats!.zeros], [null, 2]);
});

Deno.test("measurePair() gives a constant tensor a deviation of exactly zero, and no update ratio", async () => {
  const values = (step: number) => new Uint8Array(Float64Array.from({ length: 1000 }, (_, i) => 0.1 + step * i).buffer);
  const old = makeTensor("float64", values(0)), fresh = makeTensor("float64", values(1e-3));
  for (
    const { old: stats, measures, unmeasured } of [
      await measurePair(old, fresh, { blockBytes: 1 << 20 }),
      await measurePairFast(createKernel(), old, fresh),
    ]
  ) {
    assertEquals([stats!.mean, stats!.std, measures!.update_ratio], [0.1, 0, null]);
    assertEquals(unmeasured.update_ratio, "the old tensor is constant");
  }
});

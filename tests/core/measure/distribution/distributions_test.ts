import { assert, assertEquals } from "@std/assert";
import { CodeBooks } from "../../../../core/measure/distribution/code_book.ts";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { measurePair, measureTensor } from "../../../../core/measure/tensor_pass.ts";
import { findDType } from "../../../../core/model/dtype.ts";
import type { Distribution, Drift } from "../../../../core/model/measures.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { createMemorySource } from "../../../../core/source/memory.ts";
import { plainData } from "../../../../core/source/plain_data.ts";
import { assertClose } from "../check_pair.ts";

/** What NumPy and SciPy find, by fixtures/make/distributions.py. */
interface Case {
  readonly name: string;
  readonly dtype: string;
  readonly old: string;
  readonly new: string;
  readonly facts: {
    readonly old: SideFacts;
    readonly new: SideFacts;
    readonly ks: number;
    readonly wasserstein: number;
    readonly wasserstein_std: number | null;
  };
}

interface SideFacts {
  readonly distinct: number;
  readonly quantiles: Readonly<Record<string, number>>;
}

const FIXTURE = new URL("../../../../fixtures/measures/distributions.json", import.meta.url);
const { cases } = JSON.parse(Deno.readTextFileSync(FIXTURE)) as { readonly cases: readonly Case[] };

function tensor(name: string, bytes: Uint8Array, quantization?: TensorNode["quantization"]): TensorNode {
  const dtype = findDType(name)!;
  return {
    kind: "tensor",
    dtype,
    shape: [bytes.length * 8 / dtype.bits],
    storageId: name,
    data: plainData(createMemorySource(name, bytes)),
    ...(quantization ? { quantization } : {}),
  };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function checkSide({ basis, distinct, quantiles, quantile_error }: Distribution, facts: SideFacts): void {
  assertEquals(distinct, basis === "exact" ? facts.distinct : null);
  for (const [name, expected] of Object.entries(facts.quantiles)) {
    const actual = quantiles[name as keyof typeof quantiles];
    // Below the normal numbers of float32 a bin is 2^-133 wide, however small its values are.
    const bound = Math.max(
      quantile_error * Math.abs(expected) * (1 + quantile_error),
      basis === "exact" ? 0 : 2 ** -133,
    );
    assert(Math.abs(actual - expected) <= bound, `${name}: ${actual} instead of ${expected}`);
  }
}

function checkDrift(drift: Drift, facts: Case["facts"]): void {
  const { ks, ks_error, wasserstein, wasserstein_error } = drift;
  const rounding = 1e-12;
  assert(ks <= facts.ks + rounding && facts.ks <= ks + ks_error + rounding, `ks ${ks} + ${ks_error}, not ${facts.ks}`);
  const off = Math.abs(wasserstein - facts.wasserstein);
  assert(off <= wasserstein_error + rounding * facts.wasserstein, `${wasserstein} instead of ${facts.wasserstein}`);
  assert(drift.basis !== "exact" || (ks_error === 0 && wasserstein_error === 0));
  if (drift.basis === "exact") assertClose(drift.wasserstein_std, facts.wasserstein_std, "wasserstein_std");
}

for (const { name, dtype, facts, ...bytes } of cases) {
  Deno.test(`measurePair() finds the distributions that NumPy and SciPy find: ${name}`, async () => {
    const options = { blockBytes: 1 << 20, books: new CodeBooks() };
    const { old, new: fresh, drift } = await measurePair(
      tensor(dtype, decode(bytes.old)),
      tensor(dtype, decode(bytes.new)),
      options,
    );
    assertEquals(old!.distribution!.basis, (findDType(dtype)!.bits <= 16) ? "exact" : "binned");
    checkSide(old!.distribution!, facts.old);
    checkSide(fresh!.distribution!, facts.new);
    checkDrift(drift!, facts);
  });
}

/** Elements of any bits, so that all values of narrow types occur. */
function anyBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = Math.imul(state, 1664525) + 1013904223 | 0) >>> 24);
}

/** Small whole numbers in the first elements, so that some chunks are summed up by the kernel. */
function calm(name: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const width = findDType(name)!.bits / 8;
  const one = { float32: [0, 0, 128, 63], float64: [0, 0, 0, 0, 0, 0, 240, 63] }[name] ?? [1];
  for (let at = 0; at < bytes.length * 0.7; at += width) {
    if (width > 1) bytes.fill(0, at, at + width);
    if (at % 3 === 0) bytes.set(one, at);
  }
  return bytes;
}

const TYPES = [
  "float64",
  "float32",
  "float16",
  "bfloat16",
  "float8_e4m3fn",
  "float8_e8m0fnu",
  "int64",
  "uint64",
  "int32",
  "int16",
  "uint16",
  "int8",
  "uint8",
  "bool",
] as const;

Deno.test("measurePairFast() counts patterns as the plain pass does", async () => {
  const kernel = createKernel(), books = new CodeBooks(), elements = 3 * CHUNK_ELEMENTS + 5;
  for (const oldType of TYPES) {
    for (const newType of [oldType, "float32"] as const) {
      const [old, fresh] = [oldType, newType].map((type, seed) =>
        tensor(type, calm(type, anyBytes(elements * findDType(type)!.bits / 8, seed + 1)))
      );
      assert(isKernelTensor(old!) && isKernelTensor(fresh!));
      const fast = await measurePairFast(kernel, old!, fresh!, books);
      const plain = await measurePair(old!, fresh!, { blockBytes: 1 << 20, books });
      const what = `${oldType} against ${newType}`;
      assertEquals(fast.old!.distribution, plain.old!.distribution, what);
      assertEquals(fast.new!.distribution, plain.new!.distribution, what);
      assertEquals({ ...fast.drift, wasserstein_std: 0 }, { ...plain.drift, wasserstein_std: 0 }, what);
      const alone = await measureSideFast(kernel, old!, books.of(old!));
      assertEquals(
        alone.stats!.distribution,
        (await measureTensor(old!, { blockBytes: 1 << 20, books }))!.distribution,
      );
    }
  }
});

Deno.test("measurePair() bins quantized values by what they stand for", async () => {
  const quantization = { scheme: "per_tensor", scales: [0.5], zeroPoints: [1] } as const;
  const { old } = await measurePair(
    tensor("qint8", Uint8Array.of(3, 3, 5), quantization),
    tensor("float32", new Uint8Array(12)),
    { blockBytes: 1024, books: new CodeBooks() },
  );
  assertEquals([old!.distribution!.basis, old!.distribution!.distinct], ["binned", null]);
  assert(Math.abs(old!.distribution!.quantiles.p50 - 1) <= 2 ** -8);
});

Deno.test("measurePair() tells no distribution where a number has no bin, or there is none", async () => {
  const huge = new Uint8Array(Float64Array.of(1e300, 1).buffer), options = { blockBytes: 64, books: new CodeBooks() };
  const { old, new: fresh, drift } = await measurePair(tensor("float64", huge), tensor("float64", huge), options);
  assertEquals([old!.distribution, fresh!.distribution, drift], [undefined, undefined, undefined]);
  const nothing = await measurePair(
    tensor("float32", new Uint8Array(Float32Array.of(NaN).buffer)),
    tensor("float32", new Uint8Array(0)),
    options,
  );
  assertEquals([nothing.old!.distribution, nothing.new!.distribution, nothing.drift], [
    undefined,
    undefined,
    undefined,
  ]);
  const complex = tensor("complex64", new Uint8Array(16));
  assertEquals((await measurePair(complex, complex, options)).old!.distribution, undefined);
});

Deno.test("measurePair() finds no drift where only the order of elements differs", async () => {
  const values = Float32Array.from({ length: 999 }, (_, i) => Math.sin(i));
  const [old, fresh] = [values, values.toReversed()].map((each) => tensor("float32", new Uint8Array(each.buffer)));
  const { drift, measures } = await measurePair(old!, fresh!, { blockBytes: 1 << 20, books: new CodeBooks() });
  assertEquals([drift!.ks, drift!.wasserstein, drift!.wasserstein_std], [0, 0, 0]);
  assert(measures!.changed_elements > 900);
});

import { assert, assertEquals } from "@std/assert";
import { CodeBooks } from "../../../../core/measure/distribution/code_books.ts";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { measurePair, measureTensor } from "../../../../core/measure/tensor_pass.ts";
import { findDType } from "../../../../core/model/dtype.ts";
import type { Distribution, Drift, Histogram } from "../../../../core/model/measures.ts";
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
    readonly histogram: Histogram | null;
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

/** A tensor's bytes over and over until they are too many to be counted one by one. */
function manyTimes(bytes: Uint8Array<ArrayBuffer>, width: number): Uint8Array<ArrayBuffer> {
  const times = Math.ceil(20_000 * width / bytes.length);
  const repeated = new Uint8Array(times * bytes.length);
  for (let at = 0; at < repeated.length; at += bytes.length) repeated.set(bytes, at);
  return repeated;
}

for (const { name, dtype, facts, ...bytes } of cases) {
  Deno.test(`measurePair() counts codes as NumPy and SciPy count values: ${name}`, async () => {
    const options = { blockBytes: 1 << 20, books: new CodeBooks() }, width = findDType(dtype)!.bits / 8;
    const { old, new: fresh, drift } = await measurePair(
      tensor(dtype, manyTimes(decode(bytes.old), width)),
      tensor(dtype, manyTimes(decode(bytes.new), width)),
      options,
    );
    assertEquals(old!.distribution!.basis, width <= 2 ? "exact" : "binned");
    checkSide(old!.distribution!, facts.old);
    checkSide(fresh!.distribution!, facts.new);
    checkDrift(drift!, facts);
  });

  Deno.test(`measurePair() finds the distributions that NumPy and SciPy find: ${name}`, async () => {
    const options = { blockBytes: 1 << 20, books: new CodeBooks() };
    const { old, new: fresh, drift } = await measurePair(
      tensor(dtype, decode(bytes.old)),
      tensor(dtype, decode(bytes.new)),
      options,
    );
    assertEquals(old!.distribution!.basis, "exact");
    checkSide(old!.distribution!, facts.old);
    checkSide(fresh!.distribution!, facts.new);
    checkDrift(drift!, facts);
    assertEquals(drift!.histogram ?? null, facts.histogram);
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
      const fast = await measurePairFast(kernel, old!, fresh!, { books });
      const plain = await measurePair(old!, fresh!, { blockBytes: 1 << 20, books });
      const what = `${oldType} against ${newType}`;
      assertEquals(fast.old!.distribution, plain.old!.distribution, what);
      assertEquals(fast.new!.distribution, plain.new!.distribution, what);
      assertEquals({ ...fast.drift, wasserstein_std: 0 }, { ...plain.drift, wasserstein_std: 0 }, what);
      const same = await measurePairFast(kernel, old!, old!, { books });
      const plainSame = await measurePair(old!, old!, { blockBytes: 1 << 20, books });
      assertEquals([same.new!.distribution, same.drift], [plainSame.old!.distribution, plainSame.drift], what);
      const alone = await measureSideFast(kernel, old!, books.of(old!));
      assertEquals(
        alone.stats!.distribution,
        (await measureTensor(old!, { blockBytes: 1 << 20, books }))!.distribution,
      );
    }
  }
});

Deno.test("measurePairFast() takes few values one by one as the plain pass does", async () => {
  const kernel = createKernel(), books = new CodeBooks();
  for (const type of TYPES) {
    const [old, fresh] = [1000, 777].map((elements, seed) =>
      tensor(type, calm(type, anyBytes(elements * findDType(type)!.bits / 8, seed + 1)))
    );
    const [fast, other] = [
      await measurePairFast(kernel, old!, old!, { books }),
      await measureSideFast(kernel, fresh!, books.of(fresh!)),
    ];
    assertEquals(
      fast.old!.distribution,
      (await measurePair(old!, old!, { blockBytes: 4096, books })).old!.distribution,
    );
    assertEquals(other.stats!.distribution, (await measureTensor(fresh!, { blockBytes: 4096, books }))!.distribution);
  }
});

Deno.test("measurePair() counts quantized values by what they stand for", async () => {
  const quantization = { scheme: "per_tensor", scales: [0.5], zeroPoints: [1] } as const, books = new CodeBooks();
  for (const [repeats, basis, distinct] of [[1, "exact", 2], [10_000, "binned", null]] as const) {
    const { old } = await measurePair(
      tensor("qint8", Uint8Array.from({ length: 3 * repeats }, (_, i) => [3, 3, 5][i % 3]!), quantization),
      tensor("float32", new Uint8Array(12 * repeats)),
      { blockBytes: 1024, books },
    );
    assertEquals([old!.distribution!.basis, old!.distribution!.distinct], [basis, distinct]);
    assert(Math.abs(old!.distribution!.quantiles.p50 - 1) <= 2 ** -8);
  }
});

Deno.test("measurePair() tells no distribution where a number cannot be counted as what it is, or there is none", async () => {
  const options = { blockBytes: 1 << 16, books: new CodeBooks() };
  const distributions = async (type: string, bytes: Uint8Array) => {
    const { old, drift } = await measurePair(tensor(type, bytes), tensor(type, bytes), options);
    return [old?.distribution, drift];
  };
  const huge = new Uint8Array(Float64Array.from({ length: 20_000 }, () => 1e300).buffer);
  assertEquals(await distributions("float64", huge), [undefined, undefined]); // no float32 bin
  const long = new Uint8Array(BigInt64Array.of(2n ** 62n, 2n ** 62n + 1n).buffer);
  assertEquals(await distributions("int64", long), [undefined, undefined]); // two values, one float64
  assertEquals(await distributions("float32", new Uint8Array(Float32Array.of(NaN).buffer)), [undefined, undefined]);
  assertEquals(await distributions("float32", new Uint8Array(0)), [undefined, undefined]);
  assertEquals(await distributions("complex64", new Uint8Array(16)), [undefined, undefined]);
  assertEquals(await distributions("float128", new Uint8Array(32)), [undefined, undefined]);
});

Deno.test("measurePair() finds no drift where only the order of elements differs", async () => {
  const values = Float32Array.from({ length: 999 }, (_, i) => Math.sin(i));
  const [old, fresh] = [values, values.toReversed()].map((each) => tensor("float32", new Uint8Array(each.buffer)));
  const { drift, measures } = await measurePair(old!, fresh!, { blockBytes: 1 << 20, books: new CodeBooks() });
  assertEquals([drift!.ks, drift!.wasserstein, drift!.wasserstein_std], [0, 0, 0]);
  assert(measures!.changed_elements > 900);
});

Deno.test("measurePair() finds the same drift from either side", async () => {
  for (const { dtype, ...bytes } of cases) {
    const [old, fresh] = [bytes.old, bytes.new].map((each) => tensor(dtype, decode(each)));
    const options = { blockBytes: 1 << 20, books: new CodeBooks() };
    const { drift: forward } = await measurePair(old!, fresh!, options);
    const { drift: back } = await measurePair(fresh!, old!, options);
    const { histogram } = back!;
    const turned = histogram ? { histogram: { ...histogram, old: histogram.new, new: histogram.old } } : {};
    assertEquals({ ...back, wasserstein_std: 0, ...turned }, { ...forward, wasserstein_std: 0 });
  }
});

import { assert, assertEquals } from "@std/assert";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { measurePair, measureTensor } from "../../../../core/measure/tensor_pass.ts";
import { byteLength, dtype, type DTypeName } from "../../../../core/model/dtype.ts";
import type { MeasuredPair } from "../../../../core/model/measures.ts";
import { plainData } from "../../../../core/source/plain_data.ts";
import { createMemorySource } from "../../../../core/source/memory.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

const TYPES: readonly DTypeName[] = [
  "float64",
  "float32",
  "float16",
  "bfloat16",
  "float8_e4m3fn",
  "float8_e4m3fnuz",
  "float8_e5m2",
  "float8_e5m2fnuz",
  "float8_e8m0fnu",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint64",
  "uint32",
  "uint16",
  "uint8",
  "bool",
];

/** Lengths around vectors, chunks and blocks. */
const LENGTHS = [
  1,
  2,
  3,
  4,
  5,
  7,
  8,
  15,
  17,
  100,
  1023,
  1025,
  CHUNK_ELEMENTS - 1,
  CHUNK_ELEMENTS,
  2 * CHUNK_ELEMENTS + 9,
];

/** A generator of 32-bit numbers (Marsaglia 2003, "Xorshift RNGs"). */
function randomBits(seed: number): () => number {
  let state = seed * 2654435761 >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Elements of any bits at all, or ones that are numbers near one. */
type Content = "any bits" | "numbers";

function makeBytes(type: DTypeName, length: number, content: Content, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength(dtype(type), length));
  const next = randomBits(seed);
  for (let i = 0; i < bytes.length; i++) bytes[i] = next() >>> 11;
  if (content === "numbers") makeNumbers(type, bytes, next);
  return bytes;
}

// Numbers from a small range: the exponent's upper bits are cleared or set to those of numbers around one.
function makeNumbers(type: DTypeName, bytes: Uint8Array<ArrayBuffer>, next: () => number): void {
  const random = () => (next() / 2 ** 32 - 0.5) * 4;
  if (type === "float64") new Float64Array(bytes.buffer).forEach((_, i, all) => all[i] = next() % 9 ? random() : 0);
  if (type === "float32") new Float32Array(bytes.buffer).forEach((_, i, all) => all[i] = next() % 9 ? random() : -0);
  if (type === "float16") { for (let i = 1; i < bytes.length; i += 2) bytes[i] = bytes[i]! & 0xbf; }
  // 48 bits, with the sign in those above where there is one.
  if (type === "int64") new BigInt64Array(bytes.buffer).forEach((x, i, all) => all[i] = x >> (next() % 9 ? 16n : 60n));
  if (type === "uint64") {
    new BigUint64Array(bytes.buffer).forEach((x, i, all) => all[i] = x >> (next() % 9 ? 16n : 63n));
  }
  if (type === "bfloat16") { for (let i = 1; i < bytes.length; i += 2) bytes[i] = bytes[i]! & 0x80 | 0x3f; }
}

function tensor(type: DTypeName, bytes: Uint8Array, length: number, plain = true): TensorNode {
  const data = plainData(createMemorySource("t", bytes));
  return {
    kind: "tensor",
    dtype: dtype(type),
    shape: [length],
    storageId: "t",
    data: plain ? data : { blocks: (blockBytes) => data.blocks(blockBytes) },
  };
}

/** Some elements of `bytes` changed, the others as they are. */
function alter(bytes: Uint8Array<ArrayBuffer>, width: number, seed: number): Uint8Array<ArrayBuffer> {
  const altered = bytes.slice(), next = randomBits(seed);
  for (let at = 0; at < altered.length; at += width) {
    if (next() % 3 === 0) altered[at] = altered[at]! ^ (1 << next() % 7);
  }
  return altered;
}

/** Figures that only differ in how sums are rounded. */
const SUMS: ReadonlySet<string> = new Set(["mean", "std", "mean_abs", "rms", "l2", "relative_l2", "cosine", "snr_db"]);

/** What a figure's rounding is held against: a mean may cancel, and decibels are a logarithm, near 0 for a ratio near 1. */
function sizeOf(name: string, expected: number, std: number | null): number {
  if (name === "mean") return Math.max(Math.abs(expected), std ?? 0);
  return name === "snr_db" ? Math.max(Math.abs(expected), 20) : Math.abs(expected);
}

function assertSame(fast: MeasuredPair, plain: MeasuredPair, what: string): void {
  assertEquals(fast.unmeasured, plain.unmeasured, what);
  for (const part of ["old", "new", "measures"] as const) {
    for (const [name, expected] of Object.entries(plain[part]!)) {
      const actual = (fast[part] as unknown as Record<string, unknown>)[name];
      if (!SUMS.has(name) || typeof expected !== "number" || !Number.isFinite(expected)) {
        assertEquals(actual, expected, `${what}: ${part}.${name}`);
        continue;
      }
      const size = sizeOf(name, expected, plain[part === "measures" ? "old" : part]!.std);
      assert(
        Math.abs(actual as number - expected) <= 1e-11 * size,
        `${what}: ${part}.${name} is ${actual}, not ${expected}`,
      );
    }
  }
}

for (const type of TYPES) {
  for (const content of ["numbers", "any bits"] as const) {
    Deno.test(`measurePairFast() agrees with the plain pass on ${type} of ${content}`, async () => {
      const kernel = createKernel();
      const width = dtype(type).bits / 8;
      for (const [index, length] of LENGTHS.entries()) {
        const bytes = makeBytes(type, length, content, index + 1);
        const old = tensor(type, bytes, length),
          fresh = tensor(type, alter(bytes, width, index), length, index % 2 === 0);
        assertSame(
          await measurePairFast(kernel, old, fresh),
          await measurePair(old, fresh, OPTIONS),
          `${length} elements`,
        );
        assertEquals((await measureSideFast(kernel, old)).stats, (await measurePairFast(kernel, old, old)).old);
      }
    });
  }
}

Deno.test("measurePairFast() agrees with the plain pass on every pair of types", async () => {
  const kernel = createKernel();
  for (const oldType of TYPES) {
    for (const newType of TYPES) {
      const length = 8195;
      const old = tensor(oldType, makeBytes(oldType, length, "numbers", 3), length);
      const fresh = tensor(newType, makeBytes(newType, length, "numbers", 4), length);
      const what = `${oldType} against ${newType}`;
      assertSame(await measurePairFast(kernel, old, fresh), await measurePair(old, fresh, OPTIONS), what);
    }
  }
});

Deno.test("measurePairFast() keeps its digits where the mean is large against the spread", async () => {
  const values = Float32Array.from({ length: 8192 }, (_, i) => 1e6 + (i % 7) / 8);
  const old = tensor("float32", new Uint8Array(values.buffer), 8192);
  const kernel = createKernel();
  assertSame(await measurePairFast(kernel, old, old), await measurePair(old, old, OPTIONS), "large mean");
});

Deno.test("measurePairFast() agrees with the plain pass on values from 1e-45 to 3e38 and beyond", async () => {
  const kernel = createKernel();
  const sizes = [1e-45, 1e-38, 1e-20, 1, 1e20, 3e38];
  for (const size of sizes) {
    const a = Float32Array.from({ length: 1001 }, (_, i) => Math.fround(size * Math.cos(i)));
    const b = a.map((x, i) => i % 5 ? x : Math.fround(x * 0.75));
    const [old, fresh] = [a, b].map((values) => tensor("float32", new Uint8Array(values.buffer), 1001));
    assertSame(await measurePairFast(kernel, old!, fresh!), await measurePair(old!, fresh!, OPTIONS), `${size}`);
  }
  for (const size of [5e-324, 1e-300, 1e-160, 1e160, 1e300, 1.7e308]) {
    const a = Float64Array.from({ length: 1001 }, (_, i) => size * Math.cos(i));
    const b = a.map((x, i) => i % 5 ? x : x * 0.75);
    const [old, fresh] = [a, b].map((values) => tensor("float64", new Uint8Array(values.buffer), 1001));
    assertSame(await measurePairFast(kernel, old!, fresh!), await measurePair(old!, fresh!, OPTIONS), `${size}`);
  }
});

Deno.test("isKernelTensor() leaves complex, packed and wide numbers to the plain pass", () => {
  for (const name of ["complex64", "float128", "float4_e2m1fn", "quint4x2"] as const) {
    assertEquals(isKernelTensor(tensor(name, new Uint8Array(32), 1)), false, name);
  }
  for (const name of TYPES) assertEquals(isKernelTensor(tensor(name, new Uint8Array(8), 1)), true, name);
  assertEquals(isKernelTensor({ ...tensor("float32", new Uint8Array(4), 1), data: null }), false);
});

Deno.test("measureSideFast() agrees with the plain pass", async () => {
  const kernel = createKernel();
  const old = tensor("float32", makeBytes("float32", 9000, "numbers", 8), 9000);
  const fast = (await measureSideFast(kernel, old)).stats, plain = await measureTensor(old, OPTIONS);
  assertEquals({ ...fast, mean: 0, std: 0 }, { ...plain, mean: 0, std: 0 });
  assert(Math.abs(fast!.mean! - plain!.mean!) < 1e-15 && Math.abs(fast!.std! / plain!.std! - 1) < 1e-13);
});

const SCALES = [0.125, 1 / 3, 2 ** -140, 7e30];

for (const type of ["qint8", "quint8", "qint32"] as const) {
  Deno.test(`measurePairFast() dequantizes ${type} as the plain pass does`, async () => {
    const kernel = createKernel(), width = dtype(type).bits / 8;
    for (const [shape, axis] of [[[4, 9000], 0], [[9001, 4], 1], [[3, 4, 5001], 1], [[4, 1], 0]] as const) {
      const length = shape.reduce((product: number, size) => product * size, 1);
      const stored = type === "qint32" ? "int32" : "int8";
      const bytes = makeBytes(stored, length, "any bits", length), altered = alter(bytes, width, 5);
      const byChannel = { scheme: "per_channel", axis, scales: SCALES, zeroPoints: [0, -3, 7, 100] } as const;
      const whole = { scheme: "per_tensor", scales: [0.1], zeroPoints: [5] } as const;
      const float = { ...tensor("float32", makeBytes("float32", length, "numbers", 2), length), shape };
      const node = (from: Uint8Array, quantization: typeof byChannel | typeof whole): TensorNode => {
        return { ...tensor(type, from, length), shape, quantization };
      };
      const pairs = [
        [node(bytes, byChannel), node(altered, byChannel)],
        [node(bytes, whole), node(altered, whole)],
        [node(bytes, byChannel), node(altered, whole)],
        [float, node(bytes, byChannel)],
        [node(bytes, whole), float],
      ] as const;
      for (const [index, [old, fresh]] of pairs.entries()) {
        const what = `pair ${index} of [${shape}]`;
        assertSame(await measurePairFast(kernel, old, fresh), await measurePair(old, fresh, OPTIONS), what);
      }
    }
  });
}

Deno.test("measurePairFast() keeps integers exact where only some chunks fit in float64", async () => {
  const kernel = createKernel(), length = 3 * CHUNK_ELEMENTS;
  const values = BigInt64Array.from({ length }, (_, i) => BigInt(i));
  values[CHUNK_ELEMENTS + 5] = 2n ** 62n + 1n;
  const altered = values.map((x, i) =>
    i === 2 * CHUNK_ELEMENTS + 1 ? x + 2n ** 50n : i === CHUNK_ELEMENTS + 5 ? x + 1n : x
  );
  const [old, fresh] = [values, altered].map((each) => tensor("int64", new Uint8Array(each.buffer), length));
  const fast = await measurePairFast(kernel, old!, fresh!);
  assertSame(fast, await measurePair(old!, fresh!, OPTIONS), "a chunk beyond float64");
  assertEquals([fast.old!.max, fast.new!.max], [2n ** 62n + 1n, 2n ** 62n + 2n]);
  assertEquals([fast.measures!.max_abs, fast.measures!.max_abs_index], [2 ** 50, [2 * CHUNK_ELEMENTS + 1]]);
});

import { assert, assertEquals } from "@std/assert";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { byteLength, dtype, type DTypeName } from "../../../../core/model/dtype.ts";
import type { MeasuredPair } from "../../../../core/model/measures.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { createMemorySource } from "../../../../core/source/memory.ts";
import { plainData } from "../../../../core/source/plain_data.ts";

/** How the plain pass reads. */
export const OPTIONS = { blockBytes: 1 << 20 };

/** Types that the kernel reads. */
export const TYPES: readonly DTypeName[] = [
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
export const LENGTHS = [
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

/** Elements of a type. */
export function makeBytes(type: DTypeName, length: number, content: Content, seed: number): Uint8Array<ArrayBuffer> {
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

/** A tensor in memory; with `plain` false, as a stream of blocks. */
export function tensor(type: DTypeName, bytes: Uint8Array, length: number, plain = true): TensorNode {
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
export function alter(bytes: Uint8Array<ArrayBuffer>, width: number, seed: number): Uint8Array<ArrayBuffer> {
  const altered = bytes.slice(), next = randomBits(seed);
  for (let at = 0; at < altered.length; at += width) {
    if (next() % 3 === 0) altered[at] = altered[at]! ^ (1 << next() % 7);
  }
  return altered;
}

/** Figures that only differ in how sums are rounded. */
const SUMS: ReadonlySet<string> = new Set([
  "mean",
  "std",
  "mean_abs",
  "mean_change",
  "std_change",
  "update_ratio",
  "rms",
  "l2",
  "relative_l2",
  "cosine",
  "snr_db",
]);

/** What a figure's rounding is held against: means may cancel, a cosine is a share of 1, and decibels are a logarithm, near 0 for a ratio near 1. */
function sizeOf(name: string, expected: number, std: number | null, rms: number | null): number {
  if (name === "mean") return Math.max(Math.abs(expected), std ?? 0);
  if (name === "mean_change") return Math.max(Math.abs(expected), rms ?? 0);
  if (name === "cosine") return 1;
  return name === "snr_db" ? Math.max(Math.abs(expected), 20) : Math.abs(expected);
}

/** Fails unless the figures are the same, sums to 11 digits. */
export function assertSame(fast: MeasuredPair, plain: MeasuredPair, what: string): void {
  assertEquals(fast.unmeasured, plain.unmeasured, what);
  for (const part of ["old", "new", "measures"] as const) {
    for (const [name, expected] of Object.entries(plain[part]!)) {
      const actual = (fast[part] as unknown as Record<string, unknown>)[name];
      if (!SUMS.has(name) || typeof expected !== "number" || !Number.isFinite(expected)) {
        assertEquals(actual, expected, `${what}: ${part}.${name}`);
        continue;
      }
      const size = sizeOf(name, expected, plain[part === "measures" ? "old" : part]!.std, plain.measures!.rms);
      assert(
        Math.abs(actual as number - expected) <= 1e-11 * size,
        `${what}: ${part}.${name} is ${actual}, not ${expected}`,
      );
    }
  }
}

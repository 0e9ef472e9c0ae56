import { KERNEL_BINARY } from "./kernel_binary.ts";

/** Of a type that is cast to. */
type CastNumbers = readonly [mantissa: number, normal: number, largest: number, cap: number];

/** Addresses and counts are of bytes and elements in the kernel's memory; see `assembly/` for each function. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  compare32(old: number, fresh: number, count: number): void;
  compare64(old: number, fresh: number, count: number): void;
  compareCounted32(old: number, fresh: number, count: number, oldTables: number, newTables: number): void;
  compareCountedBfloat16(old: number, fresh: number, count: number, oldTables: number, newTables: number): void;
  compareCountedFloat16(old: number, fresh: number, count: number, oldTables: number, newTables: number): void;
  describe32(from: number, count: number): void;
  describe64(from: number, count: number): void;
  describeBfloat16(from: number, count: number): void;
  describeFloat16(from: number, count: number): void;
  describeCounted32(from: number, count: number, tables: number): void;
  describeCountedBfloat16(from: number, count: number, tables: number): void;
  describeCountedFloat16(from: number, count: number, tables: number): void;
  compareBfloat16(old: number, fresh: number, count: number): void;
  compareFloat16(old: number, fresh: number, count: number): void;
  decodeFloat16(from: number, to: number, count: number): void;
  decodeBfloat16(from: number, to: number, count: number): void;
  decodeInt16(from: number, to: number, count: number): void;
  decodeUint16(from: number, to: number, count: number): void;
  decodeInt32(from: number, to: number, count: number): void;
  decodeUint32(from: number, to: number, count: number): void;
  decodeInt64(from: number, to: number, count: number): number;
  decodeUint64(from: number, to: number, count: number): number;
  decodeTable8(from: number, to: number, count: number, table: number): void;
  dequantizeInt8(from: number, to: number, count: number, scale: number, zero: number): void;
  dequantizeUint8(from: number, to: number, count: number, scale: number, zero: number): void;
  dequantizeInt32(from: number, to: number, count: number, scale: number, zero: number, twice: number): void;
  widen32(from: number, to: number, count: number): void;
  /** As an integer with sign. */
  crc32(from: number, count: number, start: number): number;
  narrow64(from: number, to: number, count: number): void;
  gatherCounts(tables: number, both: number, codes: number, to: number): number;
  countPatterns16(from: number, count: number, tables: number): void;
  countPatterns32(from: number, count: number, tables: number): void;
  countPatterns8(from: number, count: number, tables: number): void;
  countChanged(old: number, fresh: number, count: number, width: number): number;
  isSame(old: number, fresh: number, bytes: number): number;
  countBeyond32(old: number, fresh: number, count: number, rtol: number, atol: number): number;
  countBeyond64(old: number, fresh: number, count: number, rtol: number, atol: number): number;
  countCasts32(old: number, fresh: number, count: number, ...cast: CastNumbers): void;
  countCasts64(old: number, fresh: number, count: number, ...cast: CastNumbers): void;
  countUnequal32(old: number, fresh: number, count: number): number;
  countUnequal64(old: number, fresh: number, count: number): number;
  countSignedZeros32(old: number, fresh: number, count: number): number;
  countSignedZeros64(old: number, fresh: number, count: number): number;
  findDifference32(old: number, fresh: number, count: number, size: number): number;
  findDifference64(old: number, fresh: number, count: number, size: number): number;
  products32(old: number, fresh: number, count: number): number;
  products64(old: number, fresh: number, count: number): number;
  centredDifferences32(old: number, fresh: number, count: number, mean: number): number;
  centredDifferences64(old: number, fresh: number, count: number, mean: number): number;
  centredSquares32(from: number, count: number, mean: number): number;
  centredSquares64(from: number, count: number, mean: number): number;
}

/** The kernel: its functions and its memory. */
export type Kernel = KernelExports;

/** The engine has it; the types that Deno 2.6 checks a worker with do not. */
const BYTES = Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> };

/**
 * Makes a kernel with a memory of its own. It is small enough to be compiled at once, without a promise.
 *
 * @throws {WebAssembly.CompileError} on an engine without relaxed SIMD.
 */
export function createKernel(): Kernel {
  const module = new WebAssembly.Module(BYTES.fromBase64(KERNEL_BINARY));
  return new WebAssembly.Instance(module).exports as unknown as KernelExports;
}

/** The same, or `null` on an engine that does not know the kernel's instructions. */
export function createKernelIfSupported(): Kernel | null {
  try {
    return createKernel();
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null;
    throw error;
  }
}

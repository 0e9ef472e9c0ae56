import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { ChunkSummary } from "../chunk_summary.ts";
import type { LocateDifference } from "../largest_difference.ts";
import { type Chunk, readChunks } from "../paired_blocks.ts";
import { ChunkComparer, type ComparerOptions } from "./compare_chunk.ts";
import type { Kernel } from "./kernel.ts";
import { BLOCK, BLOCK_BYTES } from "./kernel_memory.ts";

/** A chunk of a pair, compared. */
export interface ComparedChunk extends Chunk {
  /** `null`: it has to be compared the plain way. */
  readonly summary: ChunkSummary | null;
  /** Of this chunk, while it is the last one. */
  readonly locate: LocateDifference;
  /** Whether its patterns are counted in tables already. */
  readonly isCounted: boolean;
  /** A side's values, while it is the last one and has a summary. */
  readonly valuesOf: ChunkComparer["valuesOf"];
}

/** Elements of a tensor that lie next to each other in C order. */
export interface ElementRange {
  readonly first: number;
  readonly count: number;
}

/** What of a pair is compared, and how. */
export interface ChunkOptions extends ComparerOptions {
  /** The data of both tensors are those of these elements alone. */
  readonly range?: ElementRange;
}

/** Compares a pair chunk by chunk, those of a block at a time. Both tensors are `isKernelTensor` and have one shape. */
export async function* comparePairChunks(
  kernel: Kernel,
  old: TensorNode,
  fresh: TensorNode,
  { range = { first: 0, count: elementCount(old.shape) }, ...options }: ChunkOptions,
): AsyncGenerator<Iterable<ComparedChunk>> {
  const comparer = new ChunkComparer(kernel, old, fresh, options), isCounting = options.tables !== undefined;
  for await (const chunks of readIntoKernel(kernel, [old, fresh], range.count)) {
    yield compareChunks(chunks, range.first, comparer, isCounting);
  }
}

// Not a closure: each generator function that is made gets hidden classes of its own, here for each of 100,000 tensors.
function* compareChunks(
  chunks: Iterable<Chunk>,
  start: number,
  comparer: ChunkComparer,
  isCounting: boolean,
): Generator<ComparedChunk> {
  const locate: LocateDifference = (size) => comparer.locate(size);
  const valuesOf: ComparedChunk["valuesOf"] = (side) => comparer.valuesOf(side);
  for (const { first: at, count, bytes } of chunks) {
    const first = start + at;
    // The bytes are views of the kernel's memory: where they begin is their address.
    const summary = comparer.compare({ first, count, old: bytes[0]!.byteOffset, new: bytes[1]!.byteOffset });
    const isCounted = isCounting && (summary !== null || comparer.isCounted);
    yield { first, count, bytes, summary, locate, isCounted, valuesOf };
  }
}

/** The chunks of tensors, read into the kernel's memory, those of a block at a time. */
export function readIntoKernel(
  { memory }: Kernel,
  tensors: readonly TensorNode[],
  elements: number,
): AsyncGenerator<Iterable<Chunk>> {
  const addresses = [BLOCK.old, BLOCK.new];
  const bufferOf = (bytes: number, side: number) => new Uint8Array(memory.buffer, addresses[side], bytes);
  return readChunks(tensors, elements, BLOCK_BYTES, bufferOf);
}

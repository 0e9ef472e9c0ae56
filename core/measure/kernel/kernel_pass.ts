import type { MeasuredPair } from "../../model/measures.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { ChunkSummary } from "../chunk_summary.ts";
import type { Counting } from "../distribution/code_book.ts";
import type { LocateDifference } from "../largest_difference.ts";
import { type Chunk, readChunks } from "../paired_blocks.ts";
import { PairPass } from "../pair_pass.ts";
import type { PassOptions } from "../tensor_pass.ts";
import { type FinishedSide, SidePass } from "../side_pass.ts";
import { ChunkComparer, type ComparerOptions } from "./compare_chunk.ts";
import { elementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { BLOCK, BLOCK_BYTES } from "./kernel_memory.ts";
import { PatternTables } from "./pattern_tables.ts";

/** Whether the kernel reads a tensor. */
export function isKernelTensor(tensor: TensorNode): boolean {
  return tensor.data !== null && elementKind(tensor) !== undefined;
}

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

/** Compares a pair chunk by chunk. Both tensors are `isKernelTensor` and have one shape. */
export async function* comparePairChunks(
  kernel: Kernel,
  old: TensorNode,
  fresh: TensorNode,
  { range = { first: 0, count: elementCount(old.shape) }, ...options }: ChunkOptions,
): AsyncGenerator<ComparedChunk> {
  const comparer = new ChunkComparer(kernel, old, fresh, options);
  const locate: LocateDifference = (size) => comparer.locate(size);
  const valuesOf: ComparedChunk["valuesOf"] = (side) => comparer.valuesOf(side);
  for await (const chunk of readIntoKernel(kernel, [old, fresh], range.count)) {
    const [oldBytes, newBytes] = chunk.bytes, first = range.first + chunk.first;
    // The bytes are views of the kernel's memory: where they begin is their address.
    const place = { first, count: chunk.count, old: oldBytes!.byteOffset, new: newBytes!.byteOffset };
    const summary = comparer.compare(place);
    const isCounted = options.tables !== undefined && (summary !== null || comparer.isCounted);
    yield { ...chunk, first, summary, locate, isCounted, valuesOf };
  }
}

/** `measurePair` of the plain pass, by the kernel. Both tensors are `isKernelTensor` and have one shape. */
export async function measurePairFast(
  kernel: Kernel,
  old: TensorNode,
  fresh: TensorNode,
  { books, tolerance }: Pick<PassOptions, "books" | "tolerance"> = {},
): Promise<MeasuredPair> {
  const counting = books?.of(old, fresh), pass = new PairPass(old, fresh, { counting, tolerance });
  const tables = tablesFor(kernel, counting);
  for await (const chunk of comparePairChunks(kernel, old, fresh, { tables, tolerance })) {
    if (!chunk.summary) pass.push(chunk, chunk.isCounted);
    else {
      pass.pushSummary(chunk.summary, chunk.locate);
      if (counting === "one by one") pass.pushValues(chunk.valuesOf);
    }
    if (tables && isTimeToTake(chunk)) pass.pushPatterns(tables.take());
  }
  if (tables) pass.pushPatterns(tables.take());
  return pass.finish();
}

/**
 * `measureSide` of the plain pass, by the kernel: the tensor against itself.
 * `observe` is given all its bytes on the way, in C order, little-endian.
 */
export async function measureSideFast(
  kernel: Kernel,
  tensor: TensorNode,
  counting?: Counting,
  observe?: (bytes: Uint8Array) => void,
): Promise<FinishedSide> {
  const pass = new SidePass(tensor, counting), tables = tablesFor(kernel, counting);
  const comparer = new ChunkComparer(kernel, tensor, tensor, { tables });
  for await (const chunk of readIntoKernel(kernel, [tensor], elementCount(tensor.shape))) {
    const bytes = chunk.bytes[0]!, { first, count } = chunk;
    observe?.(bytes);
    const place = { first, count, old: bytes.byteOffset, new: bytes.byteOffset };
    const summary = comparer.describe(place);
    if (!summary) pass.push(bytes, first, count, tables && comparer.isCounted);
    else {
      pass.pushSummary(summary);
      if (counting === "one by one") pass.pushValues(comparer.valuesOf("old"));
    }
    if (tables && isTimeToTake(chunk)) pass.pushPatterns(tables.take().old);
  }
  if (tables) pass.pushPatterns(tables.take().old);
  return pass.finish();
}

/** Counts have 32 bits: they are taken every 2^30 elements. */
function isTimeToTake({ first }: Chunk): boolean {
  return first > 0 && first % 2 ** 30 === 0;
}

/** Tables for values that are counted by their codes. */
function tablesFor(kernel: Kernel, counting: Counting | undefined): PatternTables | undefined {
  return counting && counting !== "one by one" ? new PatternTables(kernel, counting) : undefined;
}

function readIntoKernel(
  { memory }: Kernel,
  tensors: readonly TensorNode[],
  elements: number,
): AsyncGenerator<Chunk> {
  const addresses = [BLOCK.old, BLOCK.new];
  const bufferOf = (bytes: number, side: number) => new Uint8Array(memory.buffer, addresses[side], bytes);
  return readChunks(tensors, elements, BLOCK_BYTES, bufferOf);
}

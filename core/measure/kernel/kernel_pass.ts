import type { MeasuredPair } from "../../model/measures.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { ChunkObserver } from "../chunk_observer.ts";
import type { Counting } from "../distribution/counting.ts";
import type { Chunk } from "../paired_blocks.ts";
import { PairPass } from "../pair_pass.ts";
import { type FinishedSide, SidePass } from "../side_pass.ts";
import type { PassOptions } from "../tensor_pass.ts";
import { ChunkComparer } from "./compare_chunk.ts";
import { elementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { comparePairChunks, readIntoKernel } from "./pair_chunks.ts";
import { PatternTables } from "./pattern_tables.ts";

/** Whether the kernel reads a tensor. */
export function isKernelTensor(tensor: TensorNode): boolean {
  return tensor.data !== null && elementKind(tensor) !== undefined;
}

/** `measurePair` of the plain pass, by the kernel. Both tensors are `isKernelTensor` and have one shape. */
export async function measurePairFast(
  kernel: Kernel,
  old: TensorNode,
  fresh: TensorNode,
  { books, tolerance }: Pick<PassOptions, "books" | "tolerance"> = {},
  observer?: ChunkObserver,
): Promise<MeasuredPair> {
  const counting = books?.of(old, fresh), pass = new PairPass(old, fresh, { counting, tolerance });
  const tables = tablesFor(kernel, counting);
  for await (const chunks of comparePairChunks(kernel, old, fresh, { tables, tolerance })) {
    for (const chunk of chunks) {
      if (!chunk.summary) pass.push(chunk, chunk.isCounted);
      else {
        pass.pushSummary(chunk.summary, chunk.locate);
        if (counting?.codes === null) pass.pushValues(chunk.valuesOf);
      }
      if (tables && isTimeToTake(chunk)) pass.pushPatterns(tables.take());
      pass.scan(chunk, chunk.summary);
      observer?.push(chunk);
    }
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
  for await (const chunks of readIntoKernel(kernel, [tensor], elementCount(tensor.shape))) {
    for (const chunk of chunks) {
      const bytes = chunk.bytes[0]!, { first, count } = chunk;
      observe?.(bytes);
      const place = { first, count, old: bytes.byteOffset, new: bytes.byteOffset };
      const summary = comparer.describe(place);
      if (!summary) pass.push(bytes, first, count, tables && comparer.isCounted);
      else {
        pass.pushSummary(summary);
        if (counting?.codes === null) pass.pushValues(comparer.valuesOf("old"));
      }
      pass.scan(bytes, count, summary && summary.zeros);
      if (tables && isTimeToTake(chunk)) pass.pushPatterns(tables.take().old);
    }
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
  return counting?.codes ? new PatternTables(kernel, counting.codes) : undefined;
}

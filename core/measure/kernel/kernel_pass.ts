import type { MeasuredPair, TensorStats } from "../../model/measures.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { ChunkSummary } from "../chunk_summary.ts";
import type { LocateDifference } from "../largest_difference.ts";
import { type Chunk, readChunks } from "../paired_blocks.ts";
import { PairPass } from "../pair_pass.ts";
import { SidePass } from "../side_pass.ts";
import { codeTable } from "./code_table.ts";
import { ChunkComparer } from "./compare_chunk.ts";
import { type ElementKind, elementKind } from "./element_kind.ts";
import type { Kernel } from "./kernel.ts";
import { BLOCK, BLOCK_BYTES, TABLE } from "./kernel_memory.ts";

/** Whether the kernel reads a tensor: its type, as numbers, without scales. */
export function isKernelTensor({ dtype, quantization, data }: TensorNode): boolean {
  return data !== null && quantization === undefined && elementKind(dtype) !== undefined;
}

/** A chunk of a pair, compared. */
export interface ComparedChunk extends Chunk {
  /** `null`: it has to be compared the plain way. */
  readonly summary: ChunkSummary | null;
  /** Of this chunk, while it is the last one. */
  readonly locate: LocateDifference;
}

/** Compares a pair chunk by chunk. Both tensors are `isKernelTensor` and have one shape. */
export async function* comparePairChunks(
  kernel: Kernel,
  old: TensorNode,
  fresh: TensorNode,
): AsyncGenerator<ComparedChunk> {
  const comparer = createComparer(kernel, old, fresh);
  const locate: LocateDifference = (size) => comparer.locate(size);
  for await (const chunk of readIntoKernel(kernel, [old, fresh])) {
    const [oldBytes, newBytes] = chunk.bytes;
    // The bytes are views of the kernel's memory: where they begin is their address.
    const place = { old: oldBytes!.byteOffset, new: newBytes!.byteOffset, count: chunk.count };
    yield { ...chunk, summary: comparer.compare(place), locate };
  }
}

/** `measurePair` of the plain pass, by the kernel. Both tensors are `isKernelTensor` and have one shape. */
export async function measurePairFast(kernel: Kernel, old: TensorNode, fresh: TensorNode): Promise<MeasuredPair> {
  const pass = new PairPass(old, fresh);
  for await (const chunk of comparePairChunks(kernel, old, fresh)) {
    if (chunk.summary) pass.pushSummary(chunk.summary, chunk.locate);
    else pass.push(chunk);
  }
  return pass.finish();
}

/** `measureTensor` of the plain pass, by the kernel: the tensor against itself. */
export async function measureTensorFast(kernel: Kernel, tensor: TensorNode): Promise<TensorStats | null> {
  const pass = new SidePass(tensor);
  const comparer = createComparer(kernel, tensor, tensor);
  for await (const { first, count, bytes: [bytes] } of readIntoKernel(kernel, [tensor])) {
    const summary = comparer.compare({ old: bytes!.byteOffset, new: bytes!.byteOffset, count });
    if (summary) pass.pushSummary(summary.old);
    else pass.push(bytes!, first, count);
  }
  return pass.finish();
}

function readIntoKernel({ memory }: Kernel, tensors: readonly TensorNode[]): AsyncGenerator<Chunk> {
  const addresses = [BLOCK.old, BLOCK.new];
  const bufferOf = (bytes: number, side: number) => new Uint8Array(memory.buffer, addresses[side], bytes);
  return readChunks(tensors, elementCount(tensors[0]!.shape), BLOCK_BYTES, bufferOf);
}

function createComparer(kernel: Kernel, old: TensorNode, fresh: TensorNode): ChunkComparer {
  const oldKind = prepare(kernel, old, TABLE.old), newKind = prepare(kernel, fresh, TABLE.new);
  return new ChunkComparer(kernel, oldKind, newKind, old.dtype.name === fresh.dtype.name);
}

function prepare(kernel: Kernel, tensor: TensorNode, table: number): ElementKind {
  const kind = elementKind(tensor.dtype)!;
  if (kind.decoder === "table") new Float32Array(kernel.memory.buffer, table, 256).set(codeTable(tensor));
  return kind;
}

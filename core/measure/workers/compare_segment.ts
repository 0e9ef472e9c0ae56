import type { TensorNode } from "../../model/tensor.ts";
import type { ByteSource } from "../../source/byte_source.ts";
import { plainData } from "../../source/plain_data.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { comparePairChunks } from "../kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../paired_blocks.ts";
import { type ChunkPlace, ROW, writeRow } from "./chunk_row.ts";
import type { SegmentJob, SegmentSide } from "./segment_job.ts";

/** Compares one segment: a row a chunk. The order of chunks, and so every sum, is that of the pass in one thread. */
export async function compareSegment(
  kernel: Kernel,
  { old, new: fresh, count }: SegmentJob,
  open: (side: SegmentSide) => ByteSource,
): Promise<Float64Array<ArrayBuffer>> {
  const rows = new Float64Array(Math.ceil(count / CHUNK_ELEMENTS) * ROW);
  let most = -1;
  for await (
    const { first, summary, locate } of comparePairChunks(
      kernel,
      tensorOf(old, count, open),
      tensorOf(fresh, count, open),
    )
  ) {
    let place: ChunkPlace | null = null;
    if (summary && summary.deltaMost > most) {
      most = summary.deltaMost;
      place = locate(most);
    }
    const start = first / CHUNK_ELEMENTS * ROW;
    writeRow(rows.subarray(start, start + ROW), summary, place);
  }
  return rows;
}

function tensorOf(side: SegmentSide, count: number, open: (side: SegmentSide) => ByteSource): TensorNode {
  const bytes = count * side.dtype.bits / 8;
  const data = plainData(open(side).window(side.offset, bytes));
  return { kind: "tensor", dtype: side.dtype, shape: [count], storageId: "segment", data };
}

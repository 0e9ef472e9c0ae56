import type { TensorNode } from "../../model/tensor.ts";
import type { ByteSource } from "../../source/byte_source.ts";
import { plainData } from "../../source/plain_data.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { comparePairChunks } from "../kernel/pair_chunks.ts";
import { PatternTables } from "../kernel/pattern_tables.ts";
import { CHUNK_ELEMENTS } from "../paired_blocks.ts";
import { SideScan } from "../side_scan/side_scan.ts";
import { ROW, writePlainRow, writeRow } from "./chunk_row.ts";
import type { SegmentJob, SegmentResult, SegmentSide } from "./segment_job.ts";

/** Compares one segment. The order of chunks, and so every sum, is that of the pass in one thread. */
export async function compareSegment(
  kernel: Kernel,
  { old, new: fresh, shape, first, count, codes, tolerance }: SegmentJob,
  open: (side: SegmentSide) => ByteSource,
): Promise<SegmentResult> {
  const rows = new Float64Array(Math.ceil(count / CHUNK_ELEMENTS) * ROW);
  const [before, after] = [old, fresh].map((side) => tensorOf(side, shape, count, open));
  const tables = codes && new PatternTables(kernel, codes);
  const scans = [SideScan.of(before!, first), SideScan.of(after!, first)] as const;
  let most = -1;
  const options = { range: { first, count }, tables, tolerance };
  for await (const chunks of comparePairChunks(kernel, before!, after!, options)) {
    for (const { first: at, count: size, bytes, summary, locate, isCounted } of chunks) {
      scans[0]?.push(bytes[0]!, size, summary && summary.old.zeros);
      scans[1]?.push(bytes[1]!, size, summary && summary.new.zeros);
      const row = (at - first) / CHUNK_ELEMENTS * ROW;
      if (!summary) {
        writePlainRow(rows, row, isCounted);
        continue;
      }
      const isLargest = summary.deltaMost > most;
      if (isLargest) most = summary.deltaMost;
      writeRow(rows, row, summary, isLargest ? locate(most) : null);
    }
  }
  return {
    rows,
    scans: [scans[0]?.state ?? null, scans[1]?.state ?? null],
    ...(tables ? { patterns: tables.take() } : {}),
  };
}

/** The tensor of a segment, with the data of its elements alone. */
function tensorOf(
  { dtype, quantization, ...side }: SegmentSide,
  shape: readonly number[],
  count: number,
  open: (side: SegmentSide) => ByteSource,
): TensorNode {
  const data = plainData(open({ dtype, ...side }).window(side.offset, count * dtype.bits / 8));
  return { kind: "tensor", dtype, shape, storageId: "segment", data, ...(quantization ? { quantization } : {}) };
}

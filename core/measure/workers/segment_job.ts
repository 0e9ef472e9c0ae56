import { byteLength, type DType } from "../../model/dtype.ts";
import type { CodeKind } from "../distribution/counting.ts";
import type { PatternCounts } from "../kernel/pattern_tables.ts";
import type { SideScanState } from "../side_scan/side_scan.ts";
import type { Tolerance } from "../../model/tolerance.ts";
import type { Quantization } from "../../model/tensor.ts";

/** Elements of one side that lie in a file on disk, contiguous and little-endian. */
export interface SegmentSide {
  readonly path: string;
  /** The file's name in messages. */
  readonly name: string;
  /** Of the segment's first byte. */
  readonly offset: number;
  readonly dtype: DType;
  readonly quantization?: Quantization;
}

/** A run of elements of a pair of tensors that a worker compares by itself. Crosses to the worker as a message. */
export interface SegmentJob {
  readonly old: SegmentSide;
  readonly new: SegmentSide;
  /** Of the whole tensors. */
  readonly shape: readonly number[];
  /** Index of the segment's first element. */
  readonly first: number;
  readonly count: number;
  /** Present if bit patterns are to be counted: of which codes. */
  readonly codes?: CodeKind;
  readonly tolerance?: Tolerance;
}

/** What is found out about a segment. */
export interface SegmentResult {
  /** Rows of `chunk_row.ts`, one a chunk. */
  readonly rows: Float64Array<ArrayBuffer>;
  /** Where the elements of old and new lie, of all chunks. */
  readonly scans: readonly [SideScanState | null, SideScanState | null];
  /** Of the chunks that have a summary. */
  readonly patterns?: PatternCounts;
}

/** Bytes of a segment, both sides together. */
export function segmentBytes({ old, new: fresh, count }: SegmentJob): number {
  return byteLength(old.dtype, count) + byteLength(fresh.dtype, count);
}

/** What a worker gives back. */
export type SegmentAnswer =
  | { readonly result: SegmentResult }
  /** The bytes could not be read. */
  | { readonly failure: { readonly reason: string; readonly file: string; readonly offset?: number } };

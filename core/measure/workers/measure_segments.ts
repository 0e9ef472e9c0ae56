import type { MeasuredPair } from "../../model/measures.ts";
import { elementCount, type TensorNode, tensorWith } from "../../model/tensor.ts";
import { plainData } from "../../source/plain_data.ts";
import type { CodeKind } from "../distribution/counting.ts";
import { isKernelTensor } from "../kernel/kernel_pass.ts";
import type { ElementRange } from "../kernel/pair_chunks.ts";
import { PairPass } from "../pair_pass.ts";
import { CHUNK_ELEMENTS, readChunks } from "../paired_blocks.ts";
import type { PassOptions } from "../tensor_pass.ts";
import { isCountedRow, readRow, ROW } from "./chunk_row.ts";
import type { SegmentJob, SegmentResult, SegmentSide } from "./segment_job.ts";

/** Elements of one segment: whole chunks, some MiB. */
export const SEGMENT_ELEMENTS: number = 32 * CHUNK_ELEMENTS;

/** Elements of one segment where patterns are counted, too: the tables of a segment are handed over as a whole. */
const SEGMENT_ELEMENTS_WITH_PATTERNS = 4 * SEGMENT_ELEMENTS;

/** A pair of tensors cut into segments. */
export interface SegmentedPair {
  readonly old: TensorNode;
  readonly new: TensorNode;
  readonly jobs: readonly SegmentJob[];
  /** Elements of every segment but the last. */
  readonly segmentElements: number;
}

/** How pairs are cut, and what is found out about their segments. */
export interface SegmentOptions extends Pick<PassOptions, "books" | "tolerance"> {
  readonly segmentElements?: number;
}

/** A pair as segments, or `null` where a side is not plainly stored in a file on disk or not for the kernel. */
export async function segmentPair(
  old: TensorNode | null,
  fresh: TensorNode | null,
  { books, tolerance, ...options }: SegmentOptions = {},
): Promise<SegmentedPair | null> {
  if (!old || !fresh || !isKernelTensor(old) || !isKernelTensor(fresh)) return null;
  if (String(old.shape) !== String(fresh.shape)) return null;
  const { segmentElements = books ? SEGMENT_ELEMENTS_WITH_PATTERNS : SEGMENT_ELEMENTS } = options;
  const before = await sideOf(old), after = await sideOf(fresh);
  if (!before || !after) return null;
  const elements = elementCount(old.shape), counting = books?.of(old, fresh);
  if (counting?.codes === null) return null; // few elements: not worth sending their values
  const jobs: SegmentJob[] = [];
  for (let first = 0; first < elements; first += segmentElements) {
    jobs.push({
      old: sideFrom(before, first),
      new: sideFrom(after, first),
      shape: old.shape,
      first,
      count: Math.min(segmentElements, elements - first),
      ...(counting?.codes ? { codes: kindOf(counting.codes) } : {}),
      ...(tolerance ? { tolerance } : {}),
    });
  }
  return { old, new: fresh, jobs, segmentElements };
}

async function sideOf({ data, dtype, quantization }: TensorNode): Promise<SegmentSide | null> {
  const plain = data!.plain;
  if (!plain) return null;
  // Asked for nothing, so that it finds out where it lies.
  if (plain.origin === null) await plain.read(0, new Uint8Array(0));
  const { source, offset } = plain.origin ?? { source: plain, offset: 0 };
  if (source.filePath === undefined) return null;
  return { path: source.filePath, name: plain.name, offset, dtype, ...(quantization ? { quantization } : {}) };
}

function kindOf({ basis, bits }: CodeKind): CodeKind {
  return { basis, bits };
}

function sideFrom(side: SegmentSide, first: number): SegmentSide {
  return { ...side, offset: side.offset + first * side.dtype.bits / 8 };
}

/** Puts the results of all segments together, in order; chunks that need it are read again and compared the plain way. */
export async function joinSegments(
  { old, new: fresh, jobs, segmentElements }: SegmentedPair,
  resultOf: (segment: number) => Promise<SegmentResult>,
  { blockBytes, books, tolerance }: PassOptions,
): Promise<MeasuredPair> {
  const pass = new PairPass(old, fresh, { counting: books?.of(old, fresh), tolerance });
  for (const [segment, { count }] of jobs.entries()) {
    const { rows, scans, patterns } = await resultOf(segment);
    pass.joinScans(...scans);
    if (patterns) pass.pushPatterns(patterns);
    for (let at = 0; at < count; at += CHUNK_ELEMENTS) {
      const size = Math.min(CHUNK_ELEMENTS, count - at);
      const row = at / CHUNK_ELEMENTS * ROW, known = readRow(rows, row, size);
      if (known) pass.pushSummary(known.summary, () => known.place!);
      else {
        const part = { first: segment * segmentElements + at, count: size, isCounted: isCountedRow(rows, row) };
        await pushPlain(pass, old, fresh, part, blockBytes);
      }
    }
  }
  return pass.finish();
}

async function pushPlain(
  pass: PairPass,
  old: TensorNode,
  fresh: TensorNode,
  { first, count, isCounted }: ElementRange & { readonly isCounted: boolean },
  blockBytes: number,
): Promise<void> {
  const part = (tensor: TensorNode) =>
    tensorWith(tensor, {
      shape: [count],
      data: plainData(tensor.data!.plain!, first * tensor.dtype.bits / 8, count * tensor.dtype.bits / 8),
    });
  for await (const chunks of readChunks([part(old), part(fresh)], count, blockBytes)) {
    for (const chunk of chunks) pass.push({ ...chunk, first }, isCounted);
  }
}

/// <reference lib="deno.worker" />
/**
 * The worker: takes segments one after the other, reads them from files that it
 * opens itself, and answers with a row a chunk.
 *
 * @module
 */
import { FileError } from "../../model/errors.ts";
import { createKernel } from "../kernel/kernel.ts";
import { compareSegment } from "./compare_segment.ts";
import { FileShelf } from "./file_shelf.ts";
import type { SegmentAnswer, SegmentJob, SegmentResult } from "./segment_job.ts";

const kernel = createKernel();
const files = new FileShelf();

async function answer(job: SegmentJob): Promise<SegmentAnswer> {
  try {
    return { result: await compareSegment(kernel, job, (side) => files.open(side)) };
  } catch (error) {
    // A defect is told like trouble, since an uncaught error would print its stack beside the report.
    if (!(error instanceof FileError)) {
      return { failure: { reason: `the worker stopped: ${error}`, file: job.new.name } };
    }
    const offset = error.place && "offset" in error.place ? { offset: error.place.offset } : {};
    return { failure: { reason: error.reason, file: error.file, ...offset } };
  }
}

/** What is handed over instead of being copied. */
function buffersOf({ rows, patterns }: SegmentResult): ArrayBuffer[] {
  return [rows.buffer, ...(patterns ? [patterns.old.buffer, patterns.new.buffer] : [])];
}

// One after the other: the kernel has one memory.
let turn: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<SegmentJob>) => {
  turn = turn.then(async () => {
    const message = await answer(data);
    self.postMessage(message, "result" in message ? buffersOf(message.result) : []);
  });
};

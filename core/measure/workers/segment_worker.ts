/// <reference lib="deno.worker" />
/**
 * The worker: takes segments one after the other, reads them from files that it
 * opens itself, and answers with a row a chunk.
 *
 * @module
 */
import { FileError } from "../../model/errors.ts";
import type { ByteSource } from "../../source/byte_source.ts";
import { openFile } from "../../source/file.ts";
import { createKernel } from "../kernel/kernel.ts";
import { compareSegment } from "./compare_segment.ts";
import type { SegmentAnswer, SegmentJob, SegmentSide } from "./segment_job.ts";

const kernel = createKernel();
const files = new Map<string, ByteSource>();

function open({ path, name }: SegmentSide): ByteSource {
  let file = files.get(path);
  if (!file) files.set(path, file = openFile(path, name));
  return file;
}

async function answer(job: SegmentJob): Promise<SegmentAnswer> {
  try {
    return { rows: await compareSegment(kernel, job, open) };
  } catch (error) {
    // A defect is told like trouble, since an uncaught error would print its stack beside the report.
    if (!(error instanceof FileError)) {
      return { failure: { reason: `the worker stopped: ${error}`, file: job.new.name } };
    }
    const offset = error.place && "offset" in error.place ? { offset: error.place.offset } : {};
    return { failure: { reason: error.reason, file: error.file, ...offset } };
  }
}

self.onmessage = async ({ data }: MessageEvent<SegmentJob>) => {
  const message = await answer(data);
  self.postMessage(message, "rows" in message ? [message.rows.buffer] : []);
};

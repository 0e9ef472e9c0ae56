import type { Kernel } from "../kernel/kernel.ts";
import { type Measurer, measureSides, type Passes, type PassesOptions, type PassSides } from "../passes.ts";
import { compareSegment } from "./compare_segment.ts";
import type { Crew } from "./crew.ts";
import { FileShelf } from "./file_shelf.ts";
import { joinSegments } from "./measure_segments.ts";
import { SegmentFeed } from "./segment_feed.ts";
import { segmentBytes } from "./segment_job.ts";
import { createWorkerPool } from "./worker_pool.ts";

/** Measures by a crew and this thread what can be cut into segments, the rest by the measurer. The crew ends with it. */
export function workerPasses(
  tensors: readonly PassSides[],
  measurer: Measurer,
  kernel: Kernel,
  crew: Crew,
  options: PassesOptions,
): Passes {
  const files = new FileShelf();
  const pool = createWorkerPool(crew, (job) => compareSegment(kernel, job, (side) => files.open(side)));
  const feed = new SegmentFeed(tensors, pool, options);
  return {
    async measure(index) {
      try {
        const pair = await feed.pairAt(index);
        if (!pair) return await measureSides(tensors[index]!, measurer, options);
        const resultOf = async (segment: number) => {
          const result = await feed.resultOf(index, segment);
          await options.watch?.advance(segmentBytes(pair.jobs[segment]!));
          return result;
        };
        return await joinSegments(pair, resultOf, options);
      } finally {
        feed.release(index);
      }
    },
    [Symbol.asyncDispose]() {
      crew[Symbol.dispose]();
      return files[Symbol.asyncDispose]();
    },
  };
}

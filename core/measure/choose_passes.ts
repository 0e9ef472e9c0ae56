import type { MeasuredPair } from "../model/measures.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { Watch } from "../source/watch.ts";
import type { Counting } from "./distribution/counting.ts";
import { createKernelIfSupported, type Kernel } from "./kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "./kernel/kernel_pass.ts";
import { finishSides } from "./pair_pass.ts";
import { measureApart, measurePair, measureSide, type PassOptions, whyUnpaired } from "./tensor_pass.ts";
import { compareSegment } from "./workers/compare_segment.ts";
import { FileShelf } from "./workers/file_shelf.ts";
import { joinSegments } from "./workers/measure_segments.ts";
import { segmentBytes } from "./workers/segment_job.ts";
import { SegmentFeed } from "./workers/segment_feed.ts";
import { createWorkerPool } from "./workers/worker_pool.ts";

/** Tensors to measure: alone, or against their partner. */
export interface PassSides {
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
}

/** How a list of tensors is measured. */
export interface PassesOptions extends PassOptions {
  /** Threads; with one, everything runs in this one. The results are the same, bit for bit. */
  readonly jobs?: number;
  /** Is told of the bytes of each tensor. */
  readonly watch?: Watch;
}

/** The way in which a list of tensors is measured. Close it with `await using`. */
export interface Passes extends AsyncDisposable {
  /** Measures the tensors at an index of the list. Indices are asked for in order. */
  measure(index: number): Promise<MeasuredPair>;
}

/** Below this many elements, making a kernel costs more than it saves. */
const KERNEL_ELEMENTS = 100_000;

/** Below this many bytes of both sides, starting workers costs more than it saves. */
const WORKER_BYTES = 192 * 1024 * 1024;

/** Chooses by the amount of data: the plain pass, the kernel, or workers with a kernel each. */
export function choosePasses(tensors: readonly PassSides[], options: PassesOptions): Passes {
  const sides = tensors.flatMap(({ old, new: fresh }) => [old, fresh]).filter((side) => side !== null);
  const elements = sides.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const kernel = elements < KERNEL_ELEMENTS ? null : createKernelIfSupported();
  const bytes = sides.reduce((sum, { shape, dtype }) => sum + elementCount(shape) * dtype.bits / 8, 0);
  const { jobs = 1 } = options;
  return kernel && jobs > 1 && bytes >= WORKER_BYTES
    ? byWorkers(tensors, options, kernel, jobs)
    : inOneThread(tensors, options, kernel);
}

function inOneThread(tensors: readonly PassSides[], options: PassesOptions, kernel: Kernel | null): Passes {
  return {
    measure: (index) => measureSides(watchSides(tensors[index]!, options.watch), options, kernel),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function byWorkers(tensors: readonly PassSides[], options: PassesOptions, kernel: Kernel, jobs: number): Passes {
  const files = new FileShelf();
  const pool = createWorkerPool(jobs, (job) => compareSegment(kernel, job, (side) => files.open(side)));
  const feed = new SegmentFeed(tensors, pool, options);
  return {
    async measure(index) {
      try {
        const pair = await feed.pairAt(index);
        if (!pair) return await measureSides(watchSides(tensors[index]!, options.watch), options, kernel);
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
      pool[Symbol.dispose]();
      return files[Symbol.asyncDispose]();
    },
  };
}

// Not before their turn comes: a checkpoint may have a hundred thousand tensors.
function watchSides(sides: PassSides, watch: Watch | undefined): PassSides {
  if (!watch) return sides;
  return { old: sides.old && watch.tensor(sides.old), new: sides.new && watch.tensor(sides.new) };
}

async function measureSides(
  { old, new: fresh }: PassSides,
  options: PassOptions,
  kernel: Kernel | null,
): Promise<MeasuredPair> {
  const { books } = options;
  const one = async (tensor: TensorNode, counting: Counting | undefined) =>
    kernel && isKernelTensor(tensor)
      ? await measureSideFast(kernel, tensor, counting)
      : await measureSide(tensor, options, counting);
  if (!old || !fresh) {
    const sides = finishSides(old && await one(old, books?.of(old)), fresh && await one(fresh, books?.of(fresh)));
    return { ...sides, unmeasured: {} };
  }
  const reason = whyUnpaired(old, fresh);
  if (reason !== null) return await measureApart(old, fresh, reason, one, books);
  const isFast = kernel && isKernelTensor(old) && isKernelTensor(fresh);
  return isFast ? await measurePairFast(kernel, old, fresh, options) : await measurePair(old, fresh, options);
}

import { SourceError } from "../../model/errors.ts";
import type { SegmentAnswer, SegmentJob } from "./segment_job.ts";

/** Workers that compare segments. Close it with `using`. */
export interface WorkerPool extends Disposable {
  readonly jobs: number;
  /**
   * The rows of a segment. Segments are taken up in the order in which they are asked for.
   *
   * @throws {SourceError} if the bytes cannot be read, or the worker dies.
   */
  run(job: SegmentJob): Promise<Float64Array>;
}

interface Waiting {
  readonly job: SegmentJob;
  readonly resolve: (rows: Float64Array) => void;
  readonly reject: (error: Error) => void;
}

/** Starts `jobs` workers. */
export function createWorkerPool(jobs: number): WorkerPool {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const workers = Array.from(
    { length: jobs },
    () => new Worker(new URL("./segment_worker.ts", import.meta.url), { type: "module" }),
  );
  const next = (worker: Worker) => {
    const waiting = queue.shift();
    if (!waiting) return void idle.push(worker);
    busy.set(worker, waiting);
    worker.postMessage(waiting.job);
  };
  for (const worker of workers) {
    worker.onmessage = ({ data }: MessageEvent<SegmentAnswer>) => {
      const waiting = busy.get(worker)!;
      busy.delete(worker);
      next(worker);
      if ("rows" in data) waiting.resolve(data.rows);
      else waiting.reject(readError(data.failure));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const lost = busy.get(worker);
      busy.delete(worker);
      // Nobody is left to take what waits, if this was the last one.
      for (const { job, reject } of [...(lost ? [lost] : []), ...queue.splice(0)]) {
        reject(deathError(job, event.message));
      }
    };
    idle.push(worker);
  }
  return {
    jobs,
    run: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        const worker = idle.pop();
        if (worker) next(worker);
      }),
    [Symbol.dispose]: () => workers.forEach((worker) => worker.terminate()),
  };
}

function readError({ reason, file, offset }: { reason: string; file: string; offset?: number }): SourceError {
  return new SourceError(reason, { file, ...(offset === undefined ? {} : { place: { offset } }) });
}

function deathError({ new: { name, offset } }: SegmentJob, message: string): SourceError {
  return new SourceError(`the worker that read it stopped: ${message}`, { file: name, place: { offset } });
}

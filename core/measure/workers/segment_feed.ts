import type { TensorNode } from "../../model/tensor.ts";
import { type SegmentedPair, type SegmentOptions, segmentPair } from "./measure_segments.ts";
import type { SegmentResult } from "./segment_job.ts";
import type { WorkerPool } from "./worker_pool.ts";

/** Tensors to measure, in order. */
export type FeedTensor = { readonly old: TensorNode | null; readonly new: TensorNode | null };

/** A pair whose segments workers have or will have. */
interface Planned {
  readonly pair: SegmentedPair | null;
  readonly given: Given[];
  taken: number;
}

/** A segment that was given out. */
interface Given {
  readonly promise: Promise<SegmentResult>;
  isDone: boolean;
}

/** Segments a worker has ahead of the one that is put together: enough to keep it busy, and a bound on memory. */
const AHEAD = 4;

/**
 * Keeps workers busy with the segments of tensors to come while those at hand
 * are put together in order. Only a few segments are ever under way, however
 * many there are.
 */
export class SegmentFeed {
  readonly #tensors: readonly FeedTensor[];
  readonly #pool: WorkerPool;
  readonly #options: SegmentOptions;
  readonly #planned = new Map<number, Planned>();
  /** The tensor whose segments are given out next. */
  #next = 0;
  #outstanding = 0;

  constructor(tensors: readonly FeedTensor[], pool: WorkerPool, options: SegmentOptions = {}) {
    this.#tensors = tensors;
    this.#pool = pool;
    this.#options = options;
  }

  /** The pair at an index as segments; `null` for one that is not for workers. Indices are asked for in order. */
  async pairAt(index: number): Promise<SegmentedPair | null> {
    return (await this.#plan(index)).pair;
  }

  /** What is found out about a segment. Segments are asked for in order. */
  async resultOf(index: number, segment: number): Promise<SegmentResult> {
    const planned = await this.#plan(index);
    while (planned.given.length <= segment) this.#giveOut(planned);
    await this.#fill();
    const given = planned.given[segment]!;
    // This thread works, too, as long as something waits and what it needs is not there.
    while (!given.isDone && await this.#pool.help());
    const result = await given.promise;
    planned.given[segment] = SPENT;
    planned.taken++;
    this.#outstanding--;
    return result;
  }

  /** Ends with a tensor, whether all of its segments were taken or not. */
  release(index: number): void {
    const planned = this.#planned.get(index);
    if (!planned) return;
    this.#outstanding -= planned.given.length - planned.taken;
    this.#planned.delete(index);
    this.#next = Math.max(this.#next, index + 1);
  }

  async #fill(): Promise<void> {
    while (this.#next < this.#tensors.length && this.#outstanding < AHEAD * this.#pool.jobs) {
      const planned = await this.#plan(this.#next);
      if (planned.given.length < (planned.pair?.jobs.length ?? 0)) this.#giveOut(planned);
      else this.#next++;
    }
  }

  #giveOut({ pair, given: all }: Planned): void {
    const promise = this.#pool.run(pair!.jobs[all.length]!);
    const given: Given = { promise, isDone: false };
    const settle = () => void (given.isDone = true);
    promise.then(settle, settle); // What fails is awaited in its turn, and fails there.
    all.push(given);
    this.#outstanding++;
  }

  async #plan(index: number): Promise<Planned> {
    let planned = this.#planned.get(index);
    if (!planned) {
      const { old, new: fresh } = this.#tensors[index]!;
      this.#planned.set(
        index,
        planned = { pair: await segmentPair(old, fresh, this.#options), given: [], taken: 0 },
      );
    }
    return planned;
  }
}

const SPENT: Given = { promise: Promise.resolve({ rows: new Float64Array(0), scans: [null, null] }), isDone: true };

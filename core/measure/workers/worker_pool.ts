import { SourceError } from "../../model/errors.ts";
import { nextTurn } from "../../source/event_turn.ts";
import type { Crew } from "./crew.ts";
import type { SegmentAnswer, SegmentJob, SegmentResult } from "./segment_job.ts";

/** Workers that compare segments, and what waits for them. */
export interface WorkerPool {
  /** How many segments can be worked on at a time, this thread's included. */
  readonly jobs: number;
  /**
   * What is found out about a segment. Segments are taken up in the order in which they are asked for.
   *
   * @throws {SourceError} if the bytes cannot be read, or the worker dies.
   */
  run(job: SegmentJob): Promise<SegmentResult>;
  /** Compares a waiting segment in this thread; `false` if none waits. */
  help(): Promise<boolean>;
}

interface Waiting {
  readonly job: SegmentJob;
  readonly resolve: (result: SegmentResult) => void;
  readonly reject: (error: Error) => void;
}

/** Compares a segment in this thread. */
export type CompareHere = (job: SegmentJob) => Promise<SegmentResult>;

/**
 * Segments that a worker has at a time: while it compares one, the next is already with it, and one more for the time
 * that this thread, busy with a segment of its own, takes to hear of the first.
 */
const DEPTH = 3;

/** Lets a crew and this thread compare. */
export function createWorkerPool({ workers }: Crew, compareHere: CompareHere): WorkerPool {
  const queue: Waiting[] = [];
  const crew = workers.map((worker) => new CrewMember(worker, queue));
  return {
    jobs: workers.length + 1,
    run: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        for (const member of crew) member.takeUp();
      }),
    async help() {
      const waiting = queue.shift();
      if (!waiting) return false;
      try {
        waiting.resolve(await compareHere(waiting.job));
      } catch (error) {
        waiting.reject(error as Error);
      }
      // Workers that have answered meanwhile get their next segment before this thread takes another.
      await nextTurn();
      return true;
    },
  };
}

/** One worker and what it has been given; it answers in that order. */
class CrewMember {
  readonly #queue: Waiting[];
  readonly #worker: Worker;
  readonly #given: Waiting[] = [];
  #dead = false;

  constructor(worker: Worker, queue: Waiting[]) {
    this.#worker = worker;
    this.#queue = queue;
    this.#worker.onmessage = ({ data }: MessageEvent<SegmentAnswer>) => this.#settle(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#dead = true;
      for (const { job, reject } of this.#given.splice(0)) reject(deathError(job, event.message));
    };
  }

  takeUp(): void {
    while (!this.#dead && this.#given.length < DEPTH && this.#queue.length > 0) {
      const waiting = this.#queue.shift()!;
      this.#given.push(waiting);
      this.#worker.postMessage(waiting.job);
    }
  }

  #settle(answer: SegmentAnswer): void {
    const { resolve, reject } = this.#given.shift()!;
    this.takeUp();
    if ("result" in answer) resolve(answer.result);
    else reject(readError(answer.failure));
  }
}

function readError({ reason, file, offset }: { reason: string; file: string; offset?: number }): SourceError {
  return new SourceError(reason, { file, ...(offset === undefined ? {} : { place: { offset } }) });
}

function deathError({ new: { name, offset } }: SegmentJob, message: string): SourceError {
  return new SourceError(`the worker that read it stopped: ${message}`, { file: name, place: { offset } });
}

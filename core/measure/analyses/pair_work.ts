import type { AnalysisContext, MeasuredTensorPair, PairContext } from "./analysis.ts";

/**
 * The work on one pair: what its analyses may use, and what they have worked
 * out for each other. It lives as long as the pair is worked on, so that two
 * analyses that need one decomposition pay for it once.
 *
 * @example
 * ```ts
 * import { PairWork } from "./pair_work.ts";
 * import { assertEquals } from "@std/assert";
 * let times = 0;
 * const work = new PairWork({ path: "t" } as never, {} as never);
 * const nameOf = ({ pair }: { pair: { path: string } }) => `${pair.path} ${++times}`;
 * assertEquals([work.once(nameOf), work.once(nameOf)], ["t 1", "t 1"]);
 * ```
 */
export class PairWork implements PairContext {
  readonly pair: MeasuredTensorPair;
  readonly limits: AnalysisContext["limits"];
  readonly files: AnalysisContext["files"];
  readonly pulse: AnalysisContext["pulse"];
  readonly #made = new Map<unknown, unknown>();

  constructor(pair: MeasuredTensorPair, { limits, files, pulse }: AnalysisContext) {
    this.pair = pair;
    this.limits = limits;
    this.files = files;
    this.pulse = pulse;
  }

  once<T>(make: (context: PairContext) => T): T {
    if (!this.#made.has(make)) this.#made.set(make, make(this));
    return this.#made.get(make) as T;
  }
}

import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";
import { type HigherMoments, higherMomentsOf, mergeHigherMoments, NO_HIGHER_MOMENTS } from "./higher_moments.ts";

/** How lopsided the distributions of values are, and how heavy their tails. */
export const moments: StreamAnalysis = {
  kind: "stream",
  id: "moments",
  title: "skewness and kurtosis of both sides",
  group: "distribution",
  since: "0.1.0",
  cost: "pass",
  formula:
    "Of the finite values x, read as float64, with mean mu and population standard deviation sigma: skewness is " +
    "the mean of ((x - mu) / sigma)^3, excess kurtosis that of ((x - mu) / sigma)^4 less 3. Central moments of chunks " +
    "are merged by Pébay's formulas. Undefined where sigma <= 2^-52 |mu|.",
  source: "scipy.stats.skew and scipy.stats.kurtosis with bias=True; Pébay 2008, SAND2008-6212",
  why: "Normal values have 0 of both. Kurtosis rises with outliers, which make a tensor hard to quantize.",
  basis: "measured",
  figures: {
    old_skewness: { unit: "1", about: "skewness of old" },
    new_skewness: { unit: "1", about: "skewness of new" },
    old_kurtosis: { unit: "1", about: "excess kurtosis of old" },
    new_kurtosis: { unit: "1", about: "excess kurtosis of new" },
    kurtosis_change: { unit: "1", about: "size of the change of excess kurtosis" },
  },
  rank: "kurtosis_change",
  observe: () => new MomentsObserver(),
};

class MomentsObserver implements PairObserver {
  #old = NO_HIGHER_MOMENTS;
  #new = NO_HIGHER_MOMENTS;

  push(chunk: ObservedChunk): void {
    this.#old = mergeHigherMoments(this.#old, higherMomentsOf(chunk.old));
    this.#new = mergeHigherMoments(this.#new, higherMomentsOf(chunk.new));
  }

  finish() {
    const old = shapeOf(this.#old), fresh = shapeOf(this.#new), unmeasured: Record<string, string> = {};
    if (old.reason) unmeasured.old_skewness = unmeasured.old_kurtosis = old.reason;
    if (fresh.reason) unmeasured.new_skewness = unmeasured.new_kurtosis = fresh.reason;
    const isWhole = old.kurtosis !== null && fresh.kurtosis !== null;
    if (!isWhole) unmeasured.kurtosis_change = "a side has none";
    const figures = {
      old_skewness: old.skewness,
      new_skewness: fresh.skewness,
      old_kurtosis: old.kurtosis,
      new_kurtosis: fresh.kurtosis,
      kurtosis_change: isWhole ? Math.abs(fresh.kurtosis - old.kurtosis) : null,
    };
    return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
  }
}

/** Skewness and excess kurtosis, or why they are undefined. */
function shapeOf({ count, mean, squares, cubes, fourths }: HigherMoments): {
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly reason?: string;
} {
  const undefinedFor = (reason: string) => ({ skewness: null, kurtosis: null, reason });
  if (count === 0) return undefinedFor("no finite value");
  const variance = squares / count;
  if (Math.sqrt(variance) <= Number.EPSILON * Math.abs(mean)) return undefinedFor("all values are equal in float64");
  return { skewness: cubes / count / variance ** 1.5, kurtosis: fourths / count / variance ** 2 - 3 };
}

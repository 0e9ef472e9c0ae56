import type { MeasuredPair } from "../../../model/measures.ts";
import type { Outcome, PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

/** Whether new is old with its smallest weights set to zero, and how alike both sets of zeros are. */
export const maskChange: StreamAnalysis = {
  kind: "stream",
  id: "mask-change",
  title: "whether new is old with its smallest weights set to zero",
  group: "sparsity",
  since: "0.1.0",
  cost: "pass",
  formula: "Jaccard index: elements that are zero on both sides over those that are on either. Pruned: zero in new " +
    "alone; regrown: zero in old alone. By magnitude: every other element is the same bit for bit, nothing is regrown, " +
    "and the largest |old| that was pruned is at most the smallest |new| that was kept. NaN is no zero.",
  source: "magnitude pruning as in Han et al. 2015, arXiv 1506.02626; masks as in RigL, arXiv 1911.11134",
  why:
    "It tells pruning by magnitude from training that moved weights as well, and a mask that was kept from one that " +
    "was drawn anew.",
  basis: "measured",
  figures: {
    pruned: { unit: "elements", about: "zero in new alone" },
    regrown: { unit: "elements", about: "zero in old alone" },
    jaccard: { unit: "share of zeros", about: "zero on both sides over zero on either" },
    moved: { unit: "elements", about: "other elements that differ" },
    largest_pruned: { unit: "value", about: "largest |old| among the pruned" },
    smallest_kept: { unit: "value", about: "smallest |new| other than zero" },
    by_magnitude: { unit: "yes or no", about: "whether new is old pruned by magnitude" },
  },
  rank: "pruned",
  observe: () => new MaskCounter(),
};

class MaskCounter implements PairObserver {
  #pruned = 0;
  #regrown = 0;
  #bothZero = 0;
  #largestPruned = -Infinity;
  #smallestKept = Infinity;

  push({ old, new: fresh, count }: ObservedChunk): void {
    for (let i = 0; i < count; i++) {
      const a = old[i]!, b = fresh[i]!, size = Math.abs(b);
      if (b !== 0) {
        if (size < this.#smallestKept) this.#smallestKept = size;
        if (a === 0) this.#regrown++;
      } else if (a === 0) this.#bothZero++;
      else {
        this.#pruned++;
        // NaN becomes the largest, so that nothing is said of magnitudes.
        if (!(Math.abs(a) <= this.#largestPruned)) this.#largestPruned = Math.abs(a);
      }
    }
  }

  finish({ measures }: MeasuredPair): Outcome {
    const pruned = this.#pruned, regrown = this.#regrown, either = pruned + regrown + this.#bothZero;
    const { changed_elements: changed, signed_zero_changes: turned } = measures!;
    const moved = changed - turned - pruned - regrown;
    const isOrdered = this.#largestPruned <= this.#smallestKept;
    const unmeasured: Record<string, string> = {};
    if (either === 0) unmeasured.jaccard = "neither side has a zero";
    if (pruned === 0) unmeasured.largest_pruned = unmeasured.by_magnitude = "nothing was pruned";
    if (this.#smallestKept === Infinity) unmeasured.smallest_kept = "new is zero throughout, or not finite";
    const figures = {
      pruned,
      regrown,
      jaccard: either === 0 ? null : this.#bothZero / either,
      moved,
      largest_pruned: pruned === 0 ? null : finiteOr(this.#largestPruned, unmeasured, "largest_pruned"),
      smallest_kept: this.#smallestKept === Infinity ? null : this.#smallestKept,
      by_magnitude: pruned === 0 ? null : moved === 0 && regrown === 0 && isOrdered,
    };
    return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
  }
}

function finiteOr(size: number, unmeasured: Record<string, string>, name: string): number | null {
  if (!Number.isNaN(size)) return size;
  unmeasured[name] = "a NaN was pruned";
  return null;
}

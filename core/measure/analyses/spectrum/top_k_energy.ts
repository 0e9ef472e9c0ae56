import type { TensorAnalysis } from "../analysis.ts";
import { DEFLATION_BLOCK, deflationOperations } from "./deflation.ts";
import { PRODUCT_LIMITS } from "./matrix_limits.ts";
import { isUnchanged, pairShape, UNCHANGED } from "./pair_shape.ts";
import { changeDeflation } from "./pair_spectra.ts";

const COUNTS = [1, 4, 16, 64] as const;

/** Blocks of directions that are found: those that are counted and some more. */
const BLOCKS = 3;

const MOST_SHARE = 0.9;

/** The share of the change that its strongest directions hold. */
export const topKEnergy: TensorAnalysis = {
  kind: "tensor",
  id: "top-k-energy",
  title: "the share of the change that its strongest directions hold",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula: "sum of s_i^2 over the k largest singular values of new - old, over |new - old|_F^2. The directions are " +
    "found by a randomised decomposition from a fixed start (72 directions, two power steps): a share is a lower bound, " +
    "exact where the smaller side is at most 72.",
  source: "Halko, Martinsson and Tropp (2011); Martinsson and Voronin (2016), randQB_b",
  why: "Fine-tuning moves few directions, so that its update can be stored as a small product of two matrices.",
  basis: "sampled",
  figures: {
    top_1: { unit: "share", about: "energy of the strongest direction" },
    top_4: { unit: "share", about: "energy of the 4 strongest" },
    top_16: { unit: "share", about: "energy of the 16 strongest" },
    top_64: { unit: "share", about: "energy of the 64 strongest" },
    directions_90: { unit: "directions", about: "how many of those found hold 90 %" },
  },
  rank: "top_1",
  limits: PRODUCT_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, PRODUCT_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    if (isUnchanged(pair)) return UNCHANGED;
    return {
      operations: deflationOperations(shape.rows * shape.columns, BLOCKS),
      async measure(context) {
        const deflation = await context.once(changeDeflation);
        await deflation.residual(BLOCKS, context.pulse);
        const shares = cumulativeShares(deflation.values(BLOCKS), deflation.energy);
        const tops = COUNTS.map((k) => [`top_${k}`, shares[Math.min(k, shares.length) - 1]!]);
        const found = shares.findIndex((share) => share >= MOST_SHARE) + 1;
        const figures = { ...Object.fromEntries(tops), directions_90: found || null };
        if (found > 0) return { figures };
        return { figures, unmeasured: { directions_90: `more than ${BLOCKS * DEFLATION_BLOCK}` } };
      },
    };
  },
};

/** What the first, the first two ... values hold of the energy; never more than all, which rounding may give. */
function cumulativeShares(values: Float64Array, energy: number): Float64Array {
  let sum = 0;
  return values.map((value) => Math.min(1, (sum += value ** 2) / energy));
}

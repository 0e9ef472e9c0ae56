import type { TensorAnalysis } from "../analysis.ts";
import { SQUARE_LIMITS } from "./matrix_limits.ts";
import { pairShape } from "./pair_shape.ts";
import { SPECTRA } from "./pair_spectra.ts";
import { sideFigures } from "./side_figures.ts";
import { singularValueOperations } from "./singular_values.ts";

/** The effective rank of the change, of old and of new. */
export const effectiveRank: TensorAnalysis = {
  kind: "tensor",
  id: "effective-rank",
  title: "the effective rank of the change, of old and of new",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula: "exp(-sum p ln p) with p = s / sum s over all singular values s, by Householder bidiagonalisation and " +
    "bisection, in float64.",
  source: "Roy and Vetterli (2007)",
  why: "It counts directions by their weight: a layer whose effective rank falls in training loses what it can tell " +
    "apart.",
  basis: "measured",
  figures: {
    change: { unit: "directions", about: "effective rank of new - old" },
    old: { unit: "directions", about: "effective rank of old" },
    new: { unit: "directions", about: "effective rank of new" },
  },
  rank: "-change",
  limits: SQUARE_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, SQUARE_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    return {
      operations: 3 * singularValueOperations(shape),
      measure: (context) => {
        return sideFigures(
          context,
          SPECTRA,
          spectralEntropyRank,
        );
      },
    };
  },
};

/**
 * exp of the entropy of singular values as shares of their sum; `null` if all are zero.
 *
 * @example
 * ```ts
 * import { spectralEntropyRank } from "./effective_rank.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(spectralEntropyRank(Float64Array.of(2, 2, 2, 0))!, 3, 1e-14);
 * ```
 */
export function spectralEntropyRank(values: Float64Array): number | null {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return null;
  let entropy = 0;
  for (const value of values) if (value > 0) entropy -= value / sum * Math.log(value / sum);
  return Math.exp(entropy);
}

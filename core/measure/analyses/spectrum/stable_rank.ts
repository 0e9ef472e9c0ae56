import type { TensorAnalysis } from "../analysis.ts";
import { dotProduct } from "./dot_product.ts";
import { leadingOperations } from "./leading_triplets.ts";
import { PRODUCT_LIMITS } from "./matrix_limits.ts";
import { MATRICES } from "./pair_matrices.ts";
import { pairShape } from "./pair_shape.ts";
import { NORM_SEARCH, NORMS } from "./pair_spectra.ts";
import { sideFigures } from "./side_figures.ts";

/** How many directions hold most of the energy of the change, of old and of new. */
export const stableRank: TensorAnalysis = {
  kind: "tensor",
  id: "stable-rank",
  title: "the stable rank of the change, of old and of new",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula:
    "|A|_F^2 / |A|_2^2, with the largest singular value as spectral-norm finds it: to about a millionth, unless " +
    "its 30 steps are spent first, and never less than the true stable rank. At most the rank.",
  source: "Rudelson and Vershynin (2007); weightwatcher's stable_rank",
  why: "A change of stable rank near 1 moves one direction; an update by noise or by a whole epoch spreads over many.",
  basis: "measured",
  figures: {
    change: { unit: "directions", about: "stable rank of new - old" },
    old: { unit: "directions", about: "stable rank of old" },
    new: { unit: "directions", about: "stable rank of new" },
  },
  rank: "-change",
  limits: PRODUCT_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, PRODUCT_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    return {
      operations: 3 * leadingOperations(shape, NORM_SEARCH),
      measure: (context) =>
        sideFigures(context, NORMS, async ({ values }, side) => {
          const largest = values[0] ?? 0, elements = (await context.once(MATRICES[side])).values;
          return largest > 0 ? dotProduct(elements, elements) / largest ** 2 : null;
        }),
    };
  },
};

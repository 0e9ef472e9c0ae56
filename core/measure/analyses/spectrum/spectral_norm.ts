import type { TensorAnalysis } from "../analysis.ts";
import { leadingOperations, type LeadingTriplets } from "./leading_triplets.ts";
import { PRODUCT_LIMITS } from "./matrix_limits.ts";
import { pairShape } from "./pair_shape.ts";
import { NORM_SEARCH, NORMS } from "./pair_spectra.ts";

/** The largest singular value of the change and of old. */
export const spectralNorm: TensorAnalysis = {
  kind: "tensor",
  id: "spectral-norm",
  title: "the largest singular value of the change and of old",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula:
    "Subspace iteration with 4 vectors and the memory of two steps, from a fixed pseudo-random start, until the triplet " +
    "of the largest value s has |A v - s u| <= 1e-6 s, 30 steps at most: s is a lower bound, and a singular value lies " +
    "within `error` of it. A tensor is a matrix of its first axis against all others together.",
  source: "numpy.linalg.norm(ord=2); torch.nn.utils.parametrizations.spectral_norm; Knyazev (2001), LOBPCG",
  why: "The norm of the change says how far a layer's output can move for inputs of length one, which the Frobenius " +
    "norm bounds only from above.",
  basis: "measured",
  figures: {
    change: { unit: "value", about: "largest singular value of new - old" },
    old: { unit: "value", about: "largest singular value of old" },
    relative: { unit: "share of old", about: "change over old" },
    steps: { unit: "steps", about: "most steps that either took" },
    error: { unit: "share", about: "largest |A v - s u| over s of either" },
  },
  rank: "relative",
  limits: PRODUCT_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, PRODUCT_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    return {
      operations: 2 * leadingOperations(shape, NORM_SEARCH),
      async measure(context) {
        const found = [await context.once(NORMS.change), await context.once(NORMS.old)];
        const [change, old] = found.map(({ values }) => values[0] ?? 0) as [number, number];
        const figures = {
          change,
          old,
          steps: Math.max(...found.map(({ steps }) => steps)),
          error: Math.max(...found.map(relativeResidual)),
        };
        if (old > 0) return { figures: { ...figures, relative: change / old } };
        return { figures: { ...figures, relative: null }, unmeasured: { relative: "the old tensor is all zero" } };
      },
    };
  },
};

function relativeResidual({ values: [value = 0], residuals: [residual = 0] }: LeadingTriplets): number {
  return value > 0 ? residual / value : 0;
}

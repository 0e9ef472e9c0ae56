import type { NumberPair, TensorAnalysis } from "../analysis.ts";
import { SQUARE_LIMITS } from "./matrix_limits.ts";
import { pairShape } from "./pair_shape.ts";
import { SPECTRA } from "./pair_spectra.ts";
import { sideFigures } from "./side_figures.ts";
import { singularValueOperations } from "./singular_values.ts";

/** The numerical rank of the change, of old and of new. */
export const numericalRank: TensorAnalysis = {
  kind: "tensor",
  id: "numerical-rank",
  title: "the numerical rank of the change, of old and of new",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula:
    "The number of singular values above s_max * max(rows, columns) * eps, found in float64. eps is 2^-52 where " +
    "both sides are float64, else 2^-23, so that float32 and what is narrower counts as NumPy counts it in float32.",
  source: "numpy.linalg.matrix_rank",
  why: "Fewer than all say that rows depend on each other: a layer that was factorised, pruned or has collapsed.",
  basis: "measured",
  figures: {
    change: { unit: "directions", about: "numerical rank of new - old" },
    old: { unit: "directions", about: "numerical rank of old" },
    new: { unit: "directions", about: "numerical rank of new" },
    full: { unit: "directions", about: "the most that the shape allows" },
  },
  rank: "-change",
  limits: SQUARE_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, SQUARE_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    const { rows, columns } = shape, threshold = Math.max(rows, columns) * epsilonOf(pair);
    return {
      operations: 3 * singularValueOperations(shape),
      async measure(context) {
        const { figures } = await sideFigures(context, SPECTRA, (values) => countAbove(values, threshold));
        return { figures: { ...figures, full: Math.min(rows, columns) } };
      },
    };
  },
};

/** The distance from 1 to the next number: of float64 if both sides are, else of float32. */
function epsilonOf(pair: NumberPair): number {
  return [pair.old, pair.new].every(({ dtype }) => dtype.name === "float64") ? 2 ** -52 : 2 ** -23;
}

function countAbove(values: Float64Array, threshold: number): number {
  return values.filter((value) => value > values[0]! * threshold).length;
}

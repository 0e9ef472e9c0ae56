import type { TensorAnalysis } from "../analysis.ts";
import { DEFLATION_BLOCK, deflationOperations } from "./deflation.ts";
import { PRODUCT_LIMITS } from "./matrix_limits.ts";
import { newMatrix } from "./pair_matrices.ts";
import { isUnchanged, pairShape, UNCHANGED } from "./pair_shape.ts";
import { changeDeflation } from "./pair_spectra.ts";
import { roundingEnergy, ulpOf } from "./rounding_energy.ts";

const MOST_RANK = 256;

const BLOCKS = Math.ceil(MOST_RANK / DEFLATION_BLOCK);

/** The rank of a change that was stored with rounding. */
export const lowRankUpdate: TensorAnalysis = {
  kind: "tensor",
  id: "low-rank-update",
  title: "the rank of the change, up to the rounding of what is stored",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula:
    "The smallest r <= 256 with |D - D_r|_F^2 <= sum ulp(new)^2 / 12, the energy that rounding new to its type " +
    "leaves on average: D = new - old has rank r or less up to storage rounding. D_r is found by a randomised " +
    "decomposition from a fixed start (two power steps), so that a true rank may be smaller, never larger. " +
    "The rounding of an adapter's own product is not in that energy.",
  source: "diffai; Martinsson and Voronin (2016), randQB_b",
  why:
    "An adapter (LoRA) that was merged leaves a change of its own rank; training all weights leaves one of full rank.",
  basis: "sampled",
  figures: {
    rank: { unit: "directions", about: "rank of the change, up to rounding" },
    residual: { unit: "share of the change", about: "norm of what that rank leaves over" },
    rounding: { unit: "share of the change", about: "norm of what rounding leaves on average" },
    full: { unit: "directions", about: "the most that the shape allows" },
  },
  rank: "-rank",
  limits: {
    ...PRODUCT_LIMITS,
    rank: { most: MOST_RANK, unit: "directions", about: "largest rank that is looked for" },
  },
  plan(pair) {
    const shape = pairShape(pair, PRODUCT_LIMITS), ulp = ulpOf(pair.new.dtype);
    if (shape === null || "skipped" in shape) return shape;
    if (pair.new.quantization || !ulp) return { skipped: `the rounding of ${pair.new.dtype.name} is not known` };
    if (isUnchanged(pair)) return UNCHANGED;
    return {
      operations: deflationOperations(shape.rows * shape.columns, BLOCKS),
      async measure(context) {
        const floor = roundingEnergy((await newMatrix(context)).values, ulp);
        const deflation = await context.once(changeDeflation), { energy } = deflation;
        const full = Math.min(shape.rows, shape.columns), rounding = Math.sqrt(floor / energy);
        let blocks = 0, left = energy;
        while (left > floor && blocks < BLOCKS) left = await deflation.residual(++blocks, context.pulse);
        const { rank, residual } = smallestRank(deflation.values(blocks), left, floor);
        if (rank <= MOST_RANK && residual <= floor) {
          return { figures: { rank, residual: Math.sqrt(residual / energy), rounding, full } };
        }
        const reason = `more than ${MOST_RANK} are left above rounding`;
        return {
          figures: { rank: null, residual: null, rounding, full },
          unmeasured: { rank: reason, residual: reason },
        };
      },
    };
  },
};

/** Gives values back, the smallest first, as long as what is left stays at the floor; `left` is without all of them. */
function smallestRank(values: Float64Array, left: number, floor: number): { rank: number; residual: number } {
  let rank = values.length, residual = left;
  while (rank > 0 && residual + values[rank - 1]! ** 2 <= floor) residual += values[--rank]! ** 2;
  return { rank, residual };
}

import type { TensorAnalysis } from "../analysis.ts";
import { fitPowerLaw, type PowerLaw } from "./fit_power_law.ts";
import { SQUARE_LIMITS } from "./matrix_limits.ts";
import { pairShape } from "./pair_shape.ts";
import { newSpectrum, oldSpectrum } from "./pair_spectra.ts";
import { singularValueOperations } from "./singular_values.ts";

const FEWEST_VALUES = 50;

/** The exponent of a power law at the upper end of the spectra of old and new. */
export const powerLawAlpha: TensorAnalysis = {
  kind: "tensor",
  id: "power-law-alpha",
  title: "the exponent of a power law in the spectra of old and new (contested)",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula: "density ~ x^-alpha from xmin on, fitted to x = s^2 of all singular values above rounding (s_max * larger " +
    "side * 2^-52): alpha = 1 + n / sum ln(x / xmin), xmin being the value with the smallest Kolmogorov-Smirnov distance. " +
    "The smaller side is at least 50.",
  source: "Martin and Mahoney, arXiv 1810.01075; weightwatcher; Clauset, Shalizi and Newman (2009)",
  why: "Its authors take 2 to 6 for a well-trained layer. That is contested: a fit is no proof of a power law, and " +
    "alpha alone says nothing of accuracy. Use it to watch one layer over time.",
  basis: "measured",
  figures: {
    old_alpha: { unit: "1", about: "exponent of old" },
    new_alpha: { unit: "1", about: "exponent of new" },
    old_ks: { unit: "share", about: "Kolmogorov-Smirnov distance of the fit to old" },
    new_ks: { unit: "share", about: "Kolmogorov-Smirnov distance of the fit to new" },
    old_tail: { unit: "values", about: "values from xmin on, of old" },
    new_tail: { unit: "values", about: "values from xmin on, of new" },
  },
  rank: "new_alpha",
  limits: SQUARE_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, SQUARE_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    const small = Math.min(shape.rows, shape.columns), rounding = Math.max(shape.rows, shape.columns) * 2 ** -52;
    if (small < FEWEST_VALUES) return { skipped: `its smaller side is less than ${FEWEST_VALUES}` };
    return {
      operations: 2 * (singularValueOperations(shape) + 20 * small * small),
      async measure(context) {
        const old = fitSpectrum(await context.once(oldSpectrum), rounding);
        const fresh = fitSpectrum(await context.once(newSpectrum), rounding);
        return lawFigures({ old, new: fresh });
      },
    };
  },
};

function fitSpectrum(values: Float64Array, rounding: number): PowerLaw | null {
  const kept = values.filter((value) => value > values[0]! * rounding);
  return kept.length < FEWEST_VALUES ? null : fitPowerLaw(kept.map((value) => value ** 2).reverse());
}

function lawFigures(laws: Readonly<Record<"old" | "new", PowerLaw | null>>) {
  const figures: Record<string, number | null> = {}, unmeasured: Record<string, string> = {};
  for (const figure of ["alpha", "ks", "tail"] as const) {
    for (const side of ["old", "new"] as const) {
      const name = `${side}_${figure}`, law = laws[side];
      figures[name] = law ? law[figure] : null;
      if (!law) unmeasured[name] = `fewer than ${FEWEST_VALUES} singular values above rounding that differ`;
    }
  }
  return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
}

import type { AnalysisLimit } from "../../../model/analysis.ts";

/** Bounds of an analysis that multiplies a matrix with vectors. */
export const PRODUCT_LIMITS = {
  elements: {
    most: 2 ** 26,
    unit: "elements",
    about: "largest matrix, up to four times in memory as float64",
  },
} as const satisfies Readonly<Record<string, AnalysisLimit>>;

/** Bounds of an analysis whose work grows with the square of the smaller side. */
export const SQUARE_LIMITS = {
  ...PRODUCT_LIMITS,
  smaller_side: { most: 2048, unit: "rows or columns", about: "largest smaller side" },
} as const satisfies Readonly<Record<string, AnalysisLimit>>;

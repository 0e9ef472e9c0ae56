import type { Analysis } from "./analysis.ts";

/** An analysis by its id, and the import that brings it: what is not asked for is not loaded. */
export interface AnalysisEntry {
  readonly id: string;
  load(): Promise<Analysis>;
}

/** Every analysis on request, in the order of lists. */
export const ANALYSES: readonly AnalysisEntry[] = [
  { id: "ulp-distance", load: async () => (await import("./change/ulp_distance.ts")).ulpDistance },
  { id: "spectral-norm", load: async () => (await import("./spectrum/spectral_norm.ts")).spectralNorm },
];

/** The word that stands for all of them. */
export const ALL_ANALYSES = "all";

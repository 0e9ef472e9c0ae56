import type { Analysis } from "./analysis.ts";

/** An analysis by its id, and the import that brings it: what is not asked for is not loaded. */
export interface AnalysisEntry {
  readonly id: string;
  load(): Promise<Analysis>;
}

/** Every analysis on request, in the order of lists. */
export const ANALYSES: readonly AnalysisEntry[] = [
  { id: "transpose", load: async () => (await import("./structure/transpose.ts")).transpose },
  {
    id: "structure-fingerprint",
    load: async () => (await import("./structure/structure_fingerprint.ts")).structureFingerprint,
  },
  { id: "ulp-distance", load: async () => (await import("./change/ulp_distance.ts")).ulpDistance },
  { id: "scaling", load: async () => (await import("./change/scaling.ts")).scaling },
  { id: "spectral-norm", load: async () => (await import("./spectrum/spectral_norm.ts")).spectralNorm },
  { id: "stable-rank", load: async () => (await import("./spectrum/stable_rank.ts")).stableRank },
  { id: "effective-rank", load: async () => (await import("./spectrum/effective_rank.ts")).effectiveRank },
  { id: "numerical-rank", load: async () => (await import("./spectrum/numerical_rank.ts")).numericalRank },
  { id: "top-k-energy", load: async () => (await import("./spectrum/top_k_energy.ts")).topKEnergy },
  { id: "low-rank-update", load: async () => (await import("./spectrum/low_rank_update.ts")).lowRankUpdate },
  { id: "subspace-overlap", load: async () => (await import("./spectrum/subspace_overlap.ts")).subspaceOverlap },
  { id: "power-law-alpha", load: async () => (await import("./spectrum/power_law_alpha.ts")).powerLawAlpha },
  { id: "linear-cka", load: async () => (await import("./spectrum/linear_cka.ts")).linearCka },
  { id: "adapter-facts", load: async () => (await import("./adapters/adapter_facts.ts")).adapterFacts },
  { id: "merged-adapter", load: async () => (await import("./adapters/merged_adapter.ts")).mergedAdapter },
  { id: "interpolation", load: async () => (await import("./adapters/interpolation.ts")).interpolation },
];

/** The word that stands for all of them. */
export const ALL_ANALYSES = "all";

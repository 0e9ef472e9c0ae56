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
  { id: "moments", load: async () => (await import("./distribution/moments.ts")).moments },
  { id: "jensen-shannon", load: async () => (await import("./distribution/jensen_shannon.ts")).jensenShannon },
  {
    id: "population-stability",
    load: async () => (await import("./distribution/population_stability.ts")).populationStability,
  },
  { id: "hellinger", load: async () => (await import("./distribution/hellinger.ts")).hellinger },
  { id: "outliers", load: async () => (await import("./distribution/outliers.ts")).outliers },
  { id: "bit-entropy", load: async () => (await import("./distribution/bit_entropy.ts")).bitEntropy },
  { id: "near-zeros", load: async () => (await import("./sparsity/near_zeros.ts")).nearZeros },
  { id: "block-sparsity", load: async () => (await import("./sparsity/block_sparsity.ts")).blockSparsity },
  { id: "sparse-storage", load: async () => (await import("./sparsity/sparse_storage.ts")).sparseStorage },
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
  { id: "duplicate-rows", load: async () => (await import("./health/duplicate_rows.ts")).duplicateRows },
  { id: "delta-size", load: async () => (await import("./storage/delta_size.ts")).deltaSize },
];

/** The word that stands for all of them. */
export const ALL_ANALYSES = "all";

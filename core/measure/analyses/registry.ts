import type { Analysis } from "./analysis.ts";
import type { TensorSurvey } from "./survey_tensors.ts";

/** An analysis by its id, and the import that brings it: what is not asked for is not loaded. */
export interface AnalysisEntry {
  readonly id: string;
  /** Whether it comes by itself with tensors like these; absent: only where it is asked for. It is of the kind `model`. */
  readonly comesWith?: (survey: TensorSurvey) => boolean;
  load(): Promise<Analysis>;
}

/** Every analysis on request, in the order of lists. */
export const ANALYSES: readonly AnalysisEntry[] = [
  { id: "transpose", load: async () => (await import("./structure/transpose.ts")).transpose },
  {
    id: "structure-fingerprint",
    load: async () => (await import("./structure/structure_fingerprint.ts")).structureFingerprint,
  },
  {
    id: "depth",
    comesWith: ({ hasBlocks }) => hasBlocks,
    load: async () => (await import("./structure/depth.ts")).depth,
  },
  { id: "ulp-distance", load: async () => (await import("./change/ulp_distance.ts")).ulpDistance },
  {
    id: "default-tolerance",
    load: async () => (await import("./change/default_tolerance.ts")).defaultTolerance,
  },
  { id: "scaling", load: async () => (await import("./change/scaling.ts")).scaling },
  { id: "depth-profile", load: async () => (await import("./change/depth_profile.ts")).depthProfile },
  { id: "moments", load: async () => (await import("./distribution/moments.ts")).moments },
  { id: "jensen-shannon", load: async () => (await import("./distribution/jensen_shannon.ts")).jensenShannon },
  {
    id: "population-stability",
    load: async () => (await import("./distribution/population_stability.ts")).populationStability,
  },
  { id: "hellinger", load: async () => (await import("./distribution/hellinger.ts")).hellinger },
  { id: "outliers", load: async () => (await import("./distribution/outliers.ts")).outliers },
  { id: "bit-entropy", load: async () => (await import("./distribution/bit_entropy.ts")).bitEntropy },
  { id: "mask-change", load: async () => (await import("./sparsity/mask_change.ts")).maskChange },
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
  { id: "dtype-fit", load: async () => (await import("./health/dtype_fit.ts")).dtypeFit },
  { id: "duplicate-rows", load: async () => (await import("./health/duplicate_rows.ts")).duplicateRows },
  { id: "delta-size", load: async () => (await import("./storage/delta_size.ts")).deltaSize },
  {
    id: "normalisation-statistics",
    comesWith: ({ endings }) => endings.has("running_mean") && endings.has("running_var"),
    load: async () => (await import("./training/normalisation_statistics.ts")).normalisationStatistics,
  },
  { id: "moment-health", load: async () => (await import("./training/moment_health.ts")).momentHealth },
  { id: "moment-alignment", load: async () => (await import("./training/moment_alignment.ts")).momentAlignment },
  { id: "speed-per-step", load: async () => (await import("./training/speed_per_step.ts")).speedPerStep },
  { id: "ema-distance", load: async () => (await import("./training/ema_distance.ts")).emaDistance },
  {
    id: "normalisation-scales",
    comesWith: ({ hasNorms }) => hasNorms,
    load: async () => (await import("./health/normalisation_scales.ts")).normalisationScales,
  },
  {
    id: "equal-tensors",
    comesWith: ({ mayRepeat }) => mayRepeat,
    load: async () => (await import("./storage/equal_tensors.ts")).equalTensors,
  },
];

/** The word that stands for all of them. */
export const ALL_ANALYSES = "all";

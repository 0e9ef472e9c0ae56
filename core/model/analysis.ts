import type { Figure } from "./measures.ts";

/** The groups of analyses on request, in the order of lists. */
export const ANALYSIS_GROUPS = {
  structure: "Names, shapes and kinds of model",
  change: "How values moved",
  distribution: "How values are distributed",
  sparsity: "Zeros and patterns of zeros",
  quantization: "Levels, scales and rounding",
  spectrum: "Singular values and subspaces",
  adapters: "Adapters and merged models",
  training: "Optimizers and the state of training",
  health: "Values that break or waste a model",
  storage: "What could be stored smaller",
} as const;

/** A group of analyses. */
export type AnalysisGroup = keyof typeof ANALYSIS_GROUPS;

/** What an analysis costs, the cheapest first. */
export const ANALYSIS_COSTS = {
  header: "no element is read",
  small: "small tensors alone are read, once more",
  pass: "every element passes by while it is measured",
  table: "every element passes by while it is measured, and counts in a table",
  passes: "elements are read once more, as often as it says",
  matrix: "each matrix is held in memory and worked on for longer than it takes to read",
} as const;

/** A cost in `ANALYSIS_COSTS`. */
export type AnalysisCost = keyof typeof ANALYSIS_COSTS;

/** A figure that an analysis gives. */
export interface FigureRow {
  /** The unit, or what it is a share of. */
  readonly unit: string;
  /** What it is: a phrase without a final period. */
  readonly about: string;
}

/** Figures by name; `null` is undefined, never 0. */
export type Figures = Readonly<Record<string, Figure | boolean | null | readonly (Figure | null)[]>>;

/** A bound of an analysis: beyond it, it is skipped and says so. */
export interface AnalysisLimit {
  readonly most: number;
  readonly unit: string;
  readonly about: string;
}

/** An analysis as data: what it gives, by which formula, at what cost. */
export interface AnalysisFacts {
  /** Kebab-case. */
  readonly id: string;
  /** What it finds out: a phrase for people without a final period. */
  readonly title: string;
  readonly group: AnalysisGroup;
  /** The version that brought it. */
  readonly since: string;
  readonly cost: AnalysisCost;
  /** Formulas and how cases of doubt are decided: sentences. */
  readonly formula: string;
  /** Where the definition is from, or what computes the same. */
  readonly source: string;
  /** Why one would ask for it: sentences. */
  readonly why: string;
  readonly basis: "measured" | "binned" | "sampled" | "inferred";
  /** In the order of columns. */
  readonly figures: Readonly<Record<string, FigureRow>>;
  /** The figure by which tensors are ranked, the largest first; with a minus the smallest first. */
  readonly rank?: string;
  readonly limits?: Readonly<Record<string, AnalysisLimit>>;
}

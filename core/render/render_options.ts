import type { Tolerance } from "../model/tolerance.ts";

/** The order of changed tensors in human-readable output. */
export const SORT_KEYS = ["relative_l2", "max_abs", "changed_fraction", "name"] as const;

/** A value of `--sort`. */
export type SortKey = (typeof SORT_KEYS)[number];

/** What shapes human-readable output; machine formats use only the selection flags. */
export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Entries shown of each list. */
  readonly top: number;
  readonly sort: SortKey;
  /** Significant digits of measures. */
  readonly precision: number;
  readonly showStructure: boolean;
  readonly diffOnly: boolean;
  readonly tensorDetails: boolean;
  readonly showDistribution: boolean;
  readonly showSizeReduction: boolean;
  readonly quantizationAnalysis: boolean;
  /** Ids of analyses on request whose results are shown; `all`: of each. */
  readonly analyses: readonly string[];
  readonly verbose: boolean;
  /** Named in the output where one was applied. */
  readonly tolerance?: Tolerance;
}

/** What is printed where nothing else is asked for. */
export const DEFAULT_RENDER_OPTIONS: RenderOptions = {
  color: false,
  width: 80,
  top: 10,
  sort: "relative_l2",
  precision: 3,
  showStructure: false,
  diffOnly: false,
  tensorDetails: false,
  showDistribution: false,
  showSizeReduction: false,
  quantizationAnalysis: false,
  analyses: [],
  verbose: false,
};

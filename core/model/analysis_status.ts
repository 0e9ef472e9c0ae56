import type { Figures } from "./analysis.ts";
import type { Unmeasured } from "./measures.ts";
import type { Finding } from "./report.ts";

/** Which analyses ran. */
export interface AnalysisStatus {
  readonly id: string;
  /** What it looks for, in words. */
  readonly title: string;
  /** `not_applicable`: nothing in the files is what it is about. */
  readonly status: "ok" | "not_applicable" | "skipped" | "inconclusive";
  readonly reason?: string;
  /** What an analysis found out that gives figures. */
  readonly results?: AnalysisResults;
}

/** What an analysis found out. */
export interface AnalysisResults {
  readonly basis: Finding["basis"];
  /** Of the pair of models as a whole. */
  readonly figures?: Figures;
  /** Why a figure of the whole is `null`. */
  readonly unmeasured?: Unmeasured;
  /** Of tensors or modules, in the order of the file. */
  readonly tensors?: readonly TensorFigures[];
  /** The figure by which tensors are ranked for people, the largest first; with a minus the smallest first. */
  readonly ranked_by?: string;
  /** Tensors that it was not applied to though it is about them, by reason. */
  readonly left_out?: readonly { readonly reason: string; readonly tensors: number }[];
}

/** Figures of one tensor or module. */
export interface TensorFigures {
  readonly path: string;
  readonly figures: Figures;
  /** Why a figure is `null`. */
  readonly unmeasured?: Unmeasured;
}

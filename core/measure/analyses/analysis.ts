import type { AnalysisFacts, Figures } from "../../model/analysis.ts";
import type { Limits } from "../../model/limits.ts";
import type { MeasuredPair, Unmeasured } from "../../model/measures.ts";
import type { Change } from "../../model/report.ts";
import type { TensorNode, TensorRole } from "../../model/tensor.ts";
import type { ValueCounts } from "../distribution/value_counts.ts";
import type { ObservedChunk } from "./observed_chunk.ts";

/** What an analysis found out about a tensor, a module or the whole. */
export interface Outcome {
  readonly figures: Figures;
  /** Why a figure is `null`. */
  readonly unmeasured?: Unmeasured;
}

/** Why nothing was found out about something that the analysis is about: `skipped: "it needs ..."`. */
export interface Skipped {
  readonly skipped: string;
}

/** A tensor of both files whose elements can be paired: same shape, real numbers. */
export interface NumberPair {
  readonly path: string;
  readonly role: TensorRole;
  readonly old: TensorNode;
  readonly new: TensorNode;
}

/** A tensor pair with what was measured of it, for analyses that read it by themselves. */
export interface MeasuredTensorPair extends NumberPair {
  readonly change: Change;
  /** The tensor of that name in the file that `--with` names, of the same shape. */
  readonly third?: TensorNode;
}

/** Watches the elements of one pair pass by. A chunk's values may be NaN or infinite, and are valid until the next one. */
export interface PairObserver {
  push(chunk: ObservedChunk): void;
  /** After the last chunk; `pair` is what was measured meanwhile. */
  finish(pair: MeasuredPair): Outcome | Skipped;
}

/** Needs every element of a pair once: it looks on while the pair is measured, so that nothing is read twice. */
export interface StreamAnalysis extends AnalysisFacts {
  readonly kind: "stream";
  /** `null`: the pair is not what it is about. */
  observe(pair: NumberPair): PairObserver | Skipped | null;
}

/** How often each value occurs on either side, counted in the same way; at least one value on each. */
export interface CountedPair {
  readonly old: ValueCounts;
  readonly new: ValueCounts;
}

/** Needs to know how often each value occurs on either side: values are counted once for all such analyses. */
export interface DistributionAnalysis extends AnalysisFacts {
  readonly kind: "distribution";
  measure(counted: CountedPair): Outcome | Skipped;
}

/** Reads pairs by itself: several times, or into memory. */
export interface TensorAnalysis extends AnalysisFacts {
  readonly kind: "tensor";
  /** Decides before anything is read. `null`: the pair is not what it is about. */
  plan(pair: MeasuredTensorPair): TensorPlan | Skipped | null;
}

/** A pair to work on, and about how much that is. */
export interface TensorPlan {
  /** Floating-point operations, about. */
  readonly operations: number;
  measure(context: PairContext): Promise<Outcome | Skipped>;
}

/** Looks at the models as a whole: names, shapes, what was measured; small tensors may be read. */
export interface ModelAnalysis extends AnalysisFacts {
  readonly kind: "model";
  /** `null`: nothing in the files is what it is about. */
  measure(models: ModelPair, context: AnalysisContext): Promise<ModelOutcome | Skipped | null>;
}

/** What is known of both models. */
export interface ModelPair {
  /** Every tensor of either file, in order. */
  readonly tensors: readonly ModelTensor[];
  /** The numbers beside the tensors of a side by their dotted names: counters, learning rates. Made when asked for. */
  numbers(side: "old" | "new"): ReadonlyMap<string, number>;
  readonly third?: ReadonlyMap<string, TensorNode>;
}

/** A tensor of either model, or of both. */
export interface ModelTensor {
  readonly path: string;
  readonly role: TensorRole;
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
  readonly change: Change;
}

/** What a whole gives: figures of its own, and of its tensors or modules. */
export interface ModelOutcome {
  readonly figures?: Figures;
  readonly unmeasured?: Unmeasured;
  readonly tensors?: readonly (Outcome & { readonly path: string })[];
  readonly left_out?: readonly { readonly reason: string; readonly tensors: number }[];
}

/** What an analysis that reads by itself may use. */
export interface AnalysisContext {
  readonly limits: Limits;
  /** Where problems of reading are told of. */
  readonly files: { readonly old: string; readonly new: string; readonly third?: string };
  /** To be called between steps of long work: lets a signal be obeyed. */
  readonly pulse: () => void | Promise<void>;
}

/** What an analysis of one pair may use. */
export interface PairContext extends AnalysisContext {
  readonly pair: MeasuredTensorPair;
  /** What `make` gives, made once for all analyses of the pair: `make` itself is the key. */
  once<T>(make: (context: PairContext) => T): T;
}

/** An analysis on request. */
export type Analysis = StreamAnalysis | DistributionAnalysis | TensorAnalysis | ModelAnalysis;

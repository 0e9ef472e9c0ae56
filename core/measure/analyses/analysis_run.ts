import type { MeasuredPair } from "../../model/measures.ts";
import { problemOf, problemText } from "../../model/problem.ts";
import type { AnalysisStatus, Change } from "../../model/report.ts";
import { sameShape } from "../../model/same_shape.ts";
import type { TensorNode } from "../../model/tensor.ts";
import type { TensorTask } from "../../model/tensor_task.ts";
import type { ChunkObserver } from "../chunk_observer.ts";
import type { Sides } from "../measure_tensors.ts";
import type {
  Analysis,
  AnalysisContext,
  CountedPair,
  ModelAnalysis,
  ModelOutcome,
  ModelPair,
  NumberPair,
  Skipped,
  TensorAnalysis,
} from "./analysis.ts";
import { AnalysisRecord } from "./analysis_record.ts";
import { modelPair } from "./model_pair.ts";
import { isTied, numberPair } from "./number_pair.ts";
import { ObservedChunk } from "./observed_chunk.ts";
import type { PairCounting } from "./pair_counting.ts";
import { PairWork } from "./pair_work.ts";

/** Tensors with their changes, one a task, and what analyses may use. */
export interface AnalysedTensors {
  readonly tasks: readonly TensorTask[];
  readonly changes: readonly Change[];
  readonly third?: ReadonlyMap<string, TensorNode> | undefined;
  /** Numbers beside the tensors; absent where there are none. */
  readonly numbers?: ModelPair["numbers"];
}

/** The analyses of one comparison: some look on while tensors are measured, the others come after. */
export class AnalysisRun {
  readonly #records: readonly AnalysisRecord[];
  /** Present if any analysis is about how often values occur. */
  readonly #counting: PairCounting | undefined;

  private constructor(analyses: readonly Analysis[], counting: PairCounting | undefined) {
    this.#records = analyses.map((analysis) => new AnalysisRecord(analysis));
    this.#counting = counting;
  }

  /** Begins some analyses; what counts values is loaded where one needs it. */
  static async begin(analyses: readonly Analysis[]): Promise<AnalysisRun> {
    const isCounted = analyses.some(({ kind }) => kind === "distribution");
    return new AnalysisRun(analyses, isCounted ? new (await import("./pair_counting.ts")).PairCounting() : undefined);
  }

  /** Whether any analysis looks on while tensors are measured. */
  get observes(): boolean {
    return this.#counting !== undefined || this.#records.some(({ analysis }) => analysis.kind === "stream");
  }

  /** Who looks on while a pair is measured; nobody where its elements cannot be paired. */
  observerOf(task: Sides): ChunkObserver | undefined {
    const pair = numberPair(task);
    if (!pair) return undefined;
    const observers = [...this.#streamObservers(pair), ...this.#countObservers(pair)];
    if (observers.length === 0) return undefined;
    const shown = new ObservedChunk(pair.old, pair.new);
    return {
      push(chunk) {
        shown.show(chunk);
        for (const observer of observers) observer.push(shown);
      },
      finish(measured: MeasuredPair) {
        for (const observer of observers) observer.finish(measured);
      },
    };
  }

  *#streamObservers(pair: NumberPair): Generator<RecordedObserver> {
    for (const record of this.#records) {
      const observer = record.analysis.kind === "stream" ? record.analysis.observe(pair) : null;
      if (observer === null) continue;
      if ("skipped" in observer) record.add(pair.path, observer);
      else {
        const finish = (measured: MeasuredPair) => record.add(pair.path, observer.finish(measured));
        yield { push: (chunk) => observer.push(chunk), finish };
      }
    }
  }

  /** One that counts for all analyses that are about how often values occur. */
  *#countObservers(pair: NumberPair): Generator<RecordedObserver> {
    const counter = this.#counting?.observe(pair);
    if (!counter) return;
    const tell = (found: CountedPair | Skipped) => {
      for (const record of this.#records) {
        if (record.analysis.kind !== "distribution") continue;
        record.add(pair.path, "skipped" in found ? found : record.analysis.measure(found));
      }
    };
    if ("skipped" in counter) tell(counter);
    else yield { push: (chunk) => counter.push(chunk), finish: (measured) => tell(counter.finish(measured)) };
  }

  /** Runs the analyses that read by themselves, and gives what all have found. */
  async finish(tensors: AnalysedTensors, context: AnalysisContext): Promise<readonly AnalysisStatus[]> {
    await measurePairs(this.#records.filter(isOfTensors), tensors, context);
    let models: ModelPair | undefined;
    for (const record of this.#records) {
      const { analysis } = record;
      if (analysis.kind === "model") {
        record.settle(await measureModels(analysis, models ??= modelPair(tensors), context));
      }
    }
    return this.#records.map((record) => record.status());
  }
}

/** Watches a pair, and hands on what was found out about it. */
interface RecordedObserver {
  push(chunk: ObservedChunk): void;
  finish(measured: MeasuredPair): void;
}

function isOfTensors(record: AnalysisRecord): record is AnalysisRecord<TensorAnalysis> {
  return record.analysis.kind === "tensor";
}

/** Applies all analyses to pair after pair, each as long as it stays within its budget of operations. */
async function measurePairs(
  records: readonly AnalysisRecord<TensorAnalysis>[],
  { tasks, changes, third }: AnalysedTensors,
  context: AnalysisContext,
): Promise<void> {
  if (records.length === 0) return;
  const budgets = records.map((record) => ({ record, left: context.limits.analysisOperations }));
  for (const [index, task] of tasks.entries()) {
    const pair = numberPair(task), change = changes[index]!;
    if (!pair || isTied(change)) continue;
    if (!change.measures) {
      for (const { record } of budgets) record.add(pair.path, { skipped: "its values could not be read" });
      continue;
    }
    const partner = third?.get(pair.path), isShaped = partner !== undefined && sameShape(partner, pair.old);
    const work = new PairWork({ ...pair, change, ...(isShaped ? { third: partner } : {}) }, context);
    for (const budget of budgets) await measurePair(budget, work);
  }
}

/** An analysis with the operations that it has left. */
interface Budget {
  readonly record: AnalysisRecord<TensorAnalysis>;
  left: number;
}

async function measurePair(budget: Budget, work: PairWork): Promise<void> {
  const { record } = budget, { pair } = work, plan = record.analysis.plan(pair);
  if (plan === null) return;
  if ("skipped" in plan) record.add(pair.path, plan);
  else if (plan.operations > budget.left) record.add(pair.path, { skipped: beyondBudget(work) });
  else {
    budget.left -= plan.operations;
    record.add(pair.path, await plan.measure(work));
    await work.pulse();
  }
}

function beyondBudget({ limits }: AnalysisContext): string {
  return `it would need more than ${limits.analysisOperations.toExponential()} operations with those before it`;
}

/** Applies an analysis to the models; what cannot be read again is a reason to skip it. */
async function measureModels(
  analysis: ModelAnalysis,
  models: ModelPair,
  context: AnalysisContext,
): Promise<ModelOutcome | Skipped | null> {
  try {
    return await analysis.measure(models, context);
  } catch (error) {
    const problem = problemOf(error, context.files.old);
    if (!problem) throw error;
    return { skipped: problemText(problem) };
  }
}

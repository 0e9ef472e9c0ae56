import type { MeasuredPair } from "../../model/measures.ts";
import type { AnalysisStatus, Change } from "../../model/report.ts";
import { sameShape } from "../../model/same_shape.ts";
import type { TensorNode } from "../../model/tensor.ts";
import type { TensorTask } from "../../model/tensor_task.ts";
import type { ChunkObserver } from "../chunk_observer.ts";
import type { Sides } from "../measure_tensors.ts";
import type { Analysis, AnalysisContext, ModelPair, PairObserver, TensorAnalysis } from "./analysis.ts";
import { AnalysisRecord } from "./analysis_record.ts";
import { isTied, numberPair } from "./number_pair.ts";
import { ObservedChunk } from "./observed_chunk.ts";
import { PairWork } from "./pair_work.ts";

/** Tensors with their changes, one a task, and what analyses may use. */
export interface AnalysedTensors {
  readonly tasks: readonly TensorTask[];
  readonly changes: readonly Change[];
  readonly third?: ReadonlyMap<string, TensorNode> | undefined;
}

/** The analyses of one comparison: some look on while tensors are measured, the others come after. */
export class AnalysisRun {
  readonly #records: readonly AnalysisRecord[];

  constructor(analyses: readonly Analysis[]) {
    this.#records = analyses.map((analysis) => new AnalysisRecord(analysis));
  }

  /** Whether any analysis looks on while tensors are measured. */
  get observes(): boolean {
    return this.#records.some(({ analysis }) => analysis.kind === "stream");
  }

  /** Who looks on while a pair is measured; nobody where its elements cannot be paired. */
  observerOf(task: Sides): ChunkObserver | undefined {
    const pair = numberPair(task);
    if (!pair) return undefined;
    const observers: { readonly record: AnalysisRecord; readonly observer: PairObserver }[] = [];
    for (const record of this.#records) {
      const observer = record.analysis.kind === "stream" ? record.analysis.observe(pair) : null;
      if (observer === null) continue;
      if ("skipped" in observer) record.add(pair.path, observer);
      else observers.push({ record, observer });
    }
    if (observers.length === 0) return undefined;
    const shown = new ObservedChunk(pair.old, pair.new);
    return {
      push(chunk) {
        shown.show(chunk);
        for (const { observer } of observers) observer.push(shown);
      },
      finish(measured: MeasuredPair) {
        for (const { record, observer } of observers) record.add(pair.path, observer.finish(measured));
      },
    };
  }

  /** Runs the analyses that read by themselves, and gives what all have found. */
  async finish(tensors: AnalysedTensors, context: AnalysisContext): Promise<readonly AnalysisStatus[]> {
    await measurePairs(this.#records.filter(isOfTensors), tensors, context);
    for (const record of this.#records) {
      const { analysis } = record;
      if (analysis.kind === "model") record.settle(await analysis.measure(modelPair(tensors), context));
    }
    return this.#records.map((record) => record.status());
  }
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

function modelPair({ tasks, changes, third }: AnalysedTensors): ModelPair {
  const tensors = tasks.map(({ path, role, old, new: fresh }, index) => {
    return { path, role, old, new: fresh, change: changes[index]! };
  });
  return { tensors, ...(third ? { third } : {}) };
}

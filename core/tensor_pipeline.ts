/**
 * The tensors of a pair: what they are to their models, measured, and told as changes.
 *
 * @module
 */
import type { TensorPair } from "./compare/compare_leaves.ts";
import { tensorTasks } from "./compare/tensor_tasks.ts";
import { tiedNames } from "./compare/tied_names.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import type { BegunAnalyses } from "./analysis_pipeline.ts";
import { holdsLayers } from "./holds_layers.ts";
import type { Crew } from "./measure/workers/crew.ts";
import type { MeasuredTensors, MeasureOptions, Sides } from "./measure/measure_tensors.ts";
import { planReading } from "./model/read_plan.ts";
import type { MeasureCost } from "./model/measure_row.ts";
import type { Problem } from "./model/problem.ts";
import type { QuantizedTensors } from "./model/quantized_tensors.ts";
import type { AnalysisStatus, CommonRows } from "./model/report.ts";
import { tensorRole } from "./model/tensor_role.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { isExact } from "./model/tolerance.ts";
import type { JudgedTensors } from "./report/content_verdict.ts";
import { type QuantizedNote, TensorChange } from "./report/tensor_change.ts";
import { isSameFormat, type Side } from "./side.ts";

/** What comparing tensors gave. */
export interface ComparedTensors extends JudgedTensors {
  /** Those of quantized layers, if there are any. */
  readonly quantized: QuantizedTensors | null;
  /** The tensors whose values were measured, one a task: quantized ones as what they stand for. */
  readonly readings: readonly TensorTask[];
  readonly problems: readonly Problem[];
}

/**
 * Compares the tensors of two trees, then those of their metadata. Their values
 * are read only if the options want them; otherwise structure stands alone.
 */
export async function compareTensors(
  pairs: Iterable<TensorPair>,
  metadata: readonly TensorTask[],
  old: Side,
  fresh: Side,
  options: Watched<CompareOptions> & Pick<MeasureOptions, "observerOf"> & { readonly crew: Crew | null },
): Promise<ComparedTensors> {
  const { limits: { blockBytes }, tolerance, jobs = 1, crew, watch, observerOf } = options;
  const stateDicts = { old: old.stateDict, new: fresh.stateDict };
  const tasks = tensorTasks(pairs, (leaf, side) => tensorRole(leaf, stateDicts[side]));
  for (const task of metadata) tasks.push(task);
  const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
  const measuring = { blockBytes, tolerance: used, file: old.path, watch };
  const plan = readPlan(options), isRead = plan !== "header", distributions = plan === "table";
  const quantized = await findQuantized(tasks, old, fresh, isRead, options.limits.scales);
  const readings = quantized ? tasks.map((task) => quantized.readingOf(task)) : tasks;
  const { results, problems } = isRead
    ? await measure(readings, { ...measuring, jobs, crew, distributions, observerOf })
    : { results: [], problems: [] };
  const common = isRead
    ? await measureCommonRows(tasks.filter((task) => !quantized?.groupOf(task)), measuring)
    : NO_COMMON_ROWS;
  // Not every format can tie tensors: that the other one does not is no change.
  const tied = isSameFormat(old, fresh) ? tasks : [];
  const oldTies = tiedNames(tied, "old"), newTies = tiedNames(tied, "new");
  const changes = tasks.map((task, index) => {
    const note = quantized ? quantizedNote(quantized, task, isRead) : undefined;
    const ties = { old: oldTies.get(task), new: newTies.get(task) }, commonRows = common.get(task);
    // None for most, of which there may be 100,000.
    const notes = ties.old || ties.new || commonRows || note ? { ties, commonRows, quantized: note } : undefined;
    return new TensorChange(task, results, index, notes);
  });
  return { tasks, changes, problems, quantized, readings };
}

/** The tensors of quantized layers, which most models have none of. */
async function findQuantized(
  tasks: readonly TensorTask[],
  old: Side,
  fresh: Side,
  mayRead: boolean,
  mostScales: number,
): Promise<QuantizedTensors | null> {
  if (!holdsLayers(tasks)) return null;
  const { findQuantizedTensors } = await import("./quantized_tensors.ts");
  return await findQuantizedTensors(tasks, old, fresh, { mayRead, mostScales });
}

/** What a change says of the quantized layer that it belongs to. */
function quantizedNote(quantized: QuantizedTensors, task: TensorTask, isRead: boolean): QuantizedNote | undefined {
  const group = quantized.groupOf(task), reason = isRead ? quantized.reasonOf(task) : undefined;
  if (!group) return undefined;
  const { side, scheme } = group, dequantized = isRead && quantized.readingOf(task) !== task && reason === undefined;
  return { facts: { side, scheme, dequantized }, reason };
}

/** What of the elements has to be read for what the options want and a user's rules look at. */
function readPlan({ values, distributions = false, rules }: CompareOptions): MeasureCost {
  return planReading({ values, distributions, facts: rules?.own.flatMap(({ reads }) => reads) ?? [] });
}

const NO_COMMON_ROWS: ReadonlyMap<TensorTask, CommonRows> = new Map();

/** The rows that both sides of a resized tensor have. Bytes that cannot be read were told when its sides were measured. */
async function measureCommonRows(
  tasks: readonly TensorTask[],
  options: MeasureOptions,
): Promise<ReadonlyMap<TensorTask, CommonRows>> {
  const reshaped = tasks.filter(({ change }) => change === "reshaped");
  if (reshaped.length === 0) return NO_COMMON_ROWS;
  const { leadingRows } = await import("./compare/leading_rows.ts");
  const parts = reshaped.flatMap((task) => leadingRows(task) ?? []);
  const { results } = await measure(parts, options);
  return new Map(parts.flatMap(({ task, rows }, index) => {
    const measures = results.at(index)?.measures;
    return measures ? [[task, { rows, measures }]] : [];
  }));
}

/** The measure stage, which structure alone does not need. */
async function measure(tensors: readonly Sides[], options: MeasureOptions): Promise<MeasuredTensors> {
  const { measureTensors } = await import("./measure/measure_tensors.ts");
  return await measureTensors(tensors, options);
}

/** What the analyses find that were asked for, if any were, and those that come by themselves. */
export async function analyseTensors(
  begun: BegunAnalyses | null,
  tensors: ComparedTensors,
  old: Side,
  fresh: Side,
  options: Watched<CompareOptions>,
): Promise<readonly AnalysisStatus[]> {
  if (!options.values) return [];
  const { defaultAnalyses } = await import("./measure/analyses/default_analyses.ts");
  const defaults = defaultAnalyses(tensors, options.analyses);
  if (!begun && defaults.length === 0) return [];
  const { finishAnalyses } = await import("./analysis_pipeline.ts");
  return await finishAnalyses({ begun, defaults }, tensors, old, fresh, options);
}

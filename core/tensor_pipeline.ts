/**
 * The tensors of a pair: what they are to their models, measured, and told as changes.
 *
 * @module
 */
import type { TensorPair } from "./compare/compare_leaves.ts";
import { tensorTasks } from "./compare/tensor_tasks.ts";
import { tiedNames } from "./compare/tied_names.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import type { Crew } from "./measure/workers/crew.ts";
import type { MeasuredTensors, MeasureOptions } from "./measure/measure_tensors.ts";
import type { Problem } from "./model/problem.ts";
import { tensorRole } from "./model/tensor_role.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { isExact } from "./model/tolerance.ts";
import type { MeasuredTask } from "./report/count_model.ts";
import { tensorChange } from "./report/tensor_change.ts";
import { isSameFormat, type Side } from "./side.ts";

/** What comparing tensors gave. */
export interface ComparedTensors {
  readonly tasks: readonly MeasuredTask[];
  readonly problems: readonly Problem[];
}

/**
 * Compares the tensors of two trees, then those of their metadata. Their values
 * are read only if the options want them; otherwise structure stands alone.
 */
export async function compareTensors(
  pairs: readonly TensorPair[],
  metadata: readonly TensorTask[],
  old: Side,
  fresh: Side,
  options: Watched<CompareOptions> & { readonly crew: Crew | null },
): Promise<ComparedTensors> {
  const { values, limits: { blockBytes }, tolerance, jobs = 1, crew, watch, distributions = false } = options;
  const stateDicts = { old: old.stateDict, new: fresh.stateDict };
  const tensors = [...tensorTasks(pairs, (leaf, side) => tensorRole(leaf, stateDicts[side])), ...metadata];
  const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
  const { results, problems } = values
    ? await measure(tensors, { blockBytes, tolerance: used, file: old.path, jobs, crew, watch, distributions })
    : { results: tensors.map(() => null), problems: [] };
  // Not every format can tie tensors: that the other one does not is no change.
  const tied = isSameFormat(old, fresh) ? tensors : [];
  const oldTies = tiedNames(tied, "old"), newTies = tiedNames(tied, "new");
  const tasks = tensors.map((task, index) => {
    const measured = results[index]!;
    return { task, measured, change: tensorChange(task, measured, { old: oldTies.get(task), new: newTies.get(task) }) };
  });
  return { tasks, problems };
}

/** The measure stage, which structure alone does not need. */
async function measure(tensors: readonly TensorTask[], options: MeasureOptions): Promise<MeasuredTensors> {
  const { measureTensors } = await import("./measure/measure_tensors.ts");
  return await measureTensors(tensors, options);
}

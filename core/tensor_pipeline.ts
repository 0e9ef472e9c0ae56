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
import type { JudgedTensors } from "./report/content_verdict.ts";
import { TensorChange } from "./report/tensor_change.ts";
import { isSameFormat, type Side } from "./side.ts";

/** What comparing tensors gave. */
export interface ComparedTensors extends JudgedTensors {
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
  options: Watched<CompareOptions> & { readonly crew: Crew | null },
): Promise<ComparedTensors> {
  const { values, limits: { blockBytes }, tolerance, jobs = 1, crew, watch, distributions = false } = options;
  const stateDicts = { old: old.stateDict, new: fresh.stateDict };
  const tasks = tensorTasks(pairs, (leaf, side) => tensorRole(leaf, stateDicts[side]));
  for (const task of metadata) tasks.push(task);
  const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
  const { results, problems } = values
    ? await measure(tasks, { blockBytes, tolerance: used, file: old.path, jobs, crew, watch, distributions })
    : { results: [], problems: [] };
  // Not every format can tie tensors: that the other one does not is no change.
  const tied = isSameFormat(old, fresh) ? tasks : [];
  const oldTies = tiedNames(tied, "old"), newTies = tiedNames(tied, "new");
  const changes = tasks.map((task, index) => {
    const ties = { old: oldTies.get(task), new: newTies.get(task) };
    return new TensorChange(task, results, index, ties.old || ties.new ? ties : undefined);
  });
  return { tasks, changes, problems };
}

/** The measure stage, which structure alone does not need. */
async function measure(tensors: readonly TensorTask[], options: MeasureOptions): Promise<MeasuredTensors> {
  const { measureTensors } = await import("./measure/measure_tensors.ts");
  return await measureTensors(tensors, options);
}

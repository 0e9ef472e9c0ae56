import type { MeasuredPair } from "../model/measures.ts";
import { placeText } from "../model/errors.ts";
import { type Problem, problemOf } from "../model/problem.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { measurePair, measureTensor, type PassOptions } from "./tensor_pass.ts";

/** Results in the order of the tensors; `null` where the bytes could not be read, which a problem explains. */
export interface MeasuredTensors {
  readonly results: readonly (MeasuredPair | null)[];
  readonly problems: readonly Problem[];
}

/**
 * Measures tensors one after the other. Views of the same elements (tied
 * tensors) are read once: the result is shared.
 */
export async function measureTensors(
  tensors: readonly Pick<TensorTask, "path" | "old" | "new">[],
  options: PassOptions & { readonly file: string },
): Promise<MeasuredTensors> {
  const known = new Map<string, MeasuredPair | null>();
  const results: (MeasuredPair | null)[] = [];
  const problems: Problem[] = [];
  for (const { path, old, new: fresh } of tensors) {
    const key = JSON.stringify([old, fresh].map((node) => node && [node.storageId, node.dtype.name, node.shape]));
    let result = known.get(key);
    if (result === undefined) {
      try {
        result = await measureSides(old, fresh, options);
      } catch (error) {
        const problem = problemOf(error, options.file);
        if (!problem) throw error;
        problems.push({ ...problem, place: problem.place ?? placeText({ path }) });
        result = null;
      }
      known.set(key, result);
    }
    results.push(result);
  }
  return { results, problems };
}

async function measureSides(
  old: TensorNode | null,
  fresh: TensorNode | null,
  options: PassOptions,
): Promise<MeasuredPair> {
  if (old && fresh) return await measurePair(old, fresh, options);
  return {
    old: old && await measureTensor(old, options),
    new: fresh && await measureTensor(fresh, options),
    unmeasured: {},
  };
}

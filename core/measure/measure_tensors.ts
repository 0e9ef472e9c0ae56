import type { MeasuredPair, TensorStats } from "../model/measures.ts";
import { placeText } from "../model/errors.ts";
import { type Problem, problemOf } from "../model/problem.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { createKernel } from "./kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureTensorFast } from "./kernel/kernel_pass.ts";
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
  const passes = choosePasses(tensors, options);
  const known = new Map<string, MeasuredPair | null>();
  const results: (MeasuredPair | null)[] = [];
  const problems: Problem[] = [];
  for (const { path, old, new: fresh } of tensors) {
    const key = JSON.stringify([old, fresh].map((node) => node && [node.storageId, node.dtype.name, node.shape]));
    let result = known.get(key);
    if (result === undefined) {
      try {
        result = await measureSides(old, fresh, passes);
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

/** The ways to measure: every tensor by the plain pass, or what it can read by the kernel. */
interface Passes {
  pair(old: TensorNode, fresh: TensorNode): Promise<MeasuredPair>;
  one(tensor: TensorNode): Promise<TensorStats | null>;
}

/** Below this, making a kernel costs more than it saves. */
const KERNEL_ELEMENTS = 100_000;

function choosePasses(tensors: readonly Pick<TensorTask, "old" | "new">[], options: PassOptions): Passes {
  const plain: Passes = {
    pair: (old, fresh) => measurePair(old, fresh, options),
    one: (tensor) => measureTensor(tensor, options),
  };
  const elements = tensors.reduce((sum, { old, new: fresh }) => sum + elementCount((fresh ?? old)!.shape), 0);
  // A tolerance looks at elements one by one, which only the plain pass does.
  if (elements < KERNEL_ELEMENTS || options.tolerance) return plain;
  const kernel = createKernel();
  return {
    pair: (old, fresh) =>
      isKernelTensor(old) && isKernelTensor(fresh) && String(old.shape) === String(fresh.shape)
        ? measurePairFast(kernel, old, fresh)
        : plain.pair(old, fresh),
    one: (tensor) => isKernelTensor(tensor) ? measureTensorFast(kernel, tensor) : plain.one(tensor),
  };
}

async function measureSides(old: TensorNode | null, fresh: TensorNode | null, passes: Passes): Promise<MeasuredPair> {
  if (old && fresh) return await passes.pair(old, fresh);
  return { old: old && await passes.one(old), new: fresh && await passes.one(fresh), unmeasured: {} };
}

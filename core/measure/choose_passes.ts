import { elementCount } from "../model/tensor.ts";
import { areWorthWorkers } from "../model/worth_workers.ts";
import { type Measurer, type Passes, passesOf, type PassesOptions, type PassSides } from "./passes.ts";
import { measurePair, measureSide, type PassOptions } from "./tensor_pass.ts";
import { areWorthKernel } from "./worth_kernel.ts";

/** Chooses by the amount of data: the plain pass, the kernel, or workers with a kernel each; and imports that way alone. */
export async function choosePasses(tensors: readonly PassSides[], options: PassesOptions): Promise<Passes> {
  const { elements, bytes } = amountOf(tensors);
  const plain = plainMeasurer(options);
  if (!areWorthKernel(elements)) return passesOf(tensors, plain, options);
  const { createKernelIfSupported, kernelMeasurer } = await import("./kernel/kernel_measurer.ts");
  const kernel = createKernelIfSupported();
  if (!kernel) return passesOf(tensors, plain, options);
  const measurer = kernelMeasurer(kernel, plain, options), { jobs = 1 } = options;
  if (options.isObserved || !areWorthWorkers(bytes, jobs)) return passesOf(tensors, measurer, options);
  const crew = options.crew ?? new (await import("./workers/crew.ts")).Crew(jobs - 1);
  const { workerPasses } = await import("./workers/worker_passes.ts");
  return workerPasses(tensors, measurer, kernel, crew, options);
}

function amountOf(tensors: readonly PassSides[]): { readonly elements: number; readonly bytes: number } {
  let elements = 0, bits = 0;
  for (const { old, new: fresh } of tensors) {
    for (const side of [old, fresh]) {
      if (!side) continue;
      const count = elementCount(side.shape);
      elements += count;
      bits += count * side.dtype.bits;
    }
  }
  return { elements, bytes: bits / 8 };
}

function plainMeasurer(options: PassOptions): Measurer {
  return {
    pair: (old, fresh, observer) => measurePair(old, fresh, options, observer),
    side: (tensor, counting) => measureSide(tensor, options, counting),
  };
}

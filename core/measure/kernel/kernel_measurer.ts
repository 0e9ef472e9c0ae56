import type { Measurer } from "../passes.ts";
import type { PassOptions } from "../tensor_pass.ts";
import type { Kernel } from "./kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "./kernel_pass.ts";

export { createKernelIfSupported } from "./kernel.ts";

/** Measures by the kernel the tensors that it reads, the others in the plain way. */
export function kernelMeasurer(kernel: Kernel, plain: Measurer, options: PassOptions): Measurer {
  return {
    pair: (old, fresh, observer) =>
      isKernelTensor(old) && isKernelTensor(fresh)
        ? measurePairFast(kernel, old, fresh, options, observer)
        : plain.pair(old, fresh, observer),
    side: (tensor, counting) =>
      isKernelTensor(tensor) ? measureSideFast(kernel, tensor, counting) : plain.side(tensor, counting),
  };
}

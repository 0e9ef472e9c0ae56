import type { Measurer } from "../passes.ts";
import type { PassOptions } from "../tensor_pass.ts";
import type { Kernel } from "./kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "./kernel_pass.ts";

export { createKernelIfSupported } from "./kernel.ts";

/** Measures by the kernel the tensors that it reads, the others in the plain way. */
export function kernelMeasurer(kernel: Kernel, plain: Measurer, options: PassOptions): Measurer {
  return {
    pair: (old, fresh) =>
      isKernelTensor(old) && isKernelTensor(fresh)
        ? measurePairFast(kernel, old, fresh, options)
        : plain.pair(old, fresh),
    side: (tensor, counting) =>
      isKernelTensor(tensor) ? measureSideFast(kernel, tensor, counting) : plain.side(tensor, counting),
  };
}

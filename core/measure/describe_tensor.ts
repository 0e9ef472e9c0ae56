import type { TensorStats } from "../model/measures.ts";
import type { TensorNode } from "../model/tensor.ts";
import { crc32 } from "../source/crc32.ts";
import { measureTensor, type PassOptions } from "./tensor_pass.ts";
import { areWorthKernel } from "./worth_kernel.ts";

/** A tensor's statistics and the CRC-32 of its elements in C order, little-endian. */
export interface DescribedTensor {
  /** `null` where elements are not numbers. */
  readonly stats: TensorStats | null;
  readonly crc32: number;
}

/** Describes a tensor, which has data. */
export type DescribeTensor = (tensor: TensorNode) => Promise<DescribedTensor>;

/** How tensors of so many elements in all are described: by the kernel, if there are many. */
export async function chooseDescription(elements: number, options: PassOptions): Promise<DescribeTensor> {
  const plain: DescribeTensor = async (tensor) => {
    let crc = 0;
    const stats = await measureTensor(tensor, options, (bytes) => crc = crc32(bytes, crc));
    return { stats, crc32: crc };
  };
  if (!areWorthKernel(elements)) return plain;
  const { kernelDescription } = await import("./kernel/kernel_description.ts");
  return kernelDescription(plain);
}

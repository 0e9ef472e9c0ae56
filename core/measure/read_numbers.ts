import { FormatError } from "../model/errors.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import { lanesOf } from "./lanes.ts";

const BLOCK_ELEMENTS = 8192;

/**
 * All elements of a tensor, rounded to float64. Whoever calls has bounded how many.
 *
 * @throws {FormatError} if its elements are not numbers, or are missing. @throws {SourceError} if they cannot be read.
 */
export async function readNumbers(tensor: TensorNode, name: string, file: string): Promise<Float64Array> {
  const lanes = lanesOf(tensor), { dtype, data } = tensor;
  if (data === null || !lanes || lanes.perElement !== 1 || dtype.bits % 8 !== 0) {
    throw new FormatError(`its ${name} are not numbers`, { file });
  }
  const numbers = new Float64Array(elementCount(tensor.shape)), bytes = dtype.bits / 8;
  let first = 0;
  for await (const block of data.blocks(BLOCK_ELEMENTS * bytes)) {
    const count = block.length / bytes;
    lanes.read(block, first, count, numbers.subarray(first, first + count));
    first += count;
  }
  return numbers;
}

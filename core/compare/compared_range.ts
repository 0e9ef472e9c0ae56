import { isPadded } from "../model/dtype.ts";
import { elementCount } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import type { ByteSource } from "../source/byte_source.ts";
import type { KnownRange } from "./first_difference.ts";

/**
 * Where a tensor of the same content lies, if it lies at the same place of both
 * files: its bytes need no second read.
 */
export function comparedRange(
  { old, new: fresh }: TensorTask,
  oldFile: ByteSource,
  newFile: ByteSource,
): readonly KnownRange[] {
  const before = old?.data?.plain, after = fresh?.data?.plain;
  if (before?.origin?.source !== oldFile || after?.origin?.source !== newFile) return [];
  // The same values, but padding may differ, or integers of other scales.
  if (isPadded(old!.dtype, elementCount(old!.shape)) || old!.quantization || fresh!.quantization) return [];
  return before.origin.offset === after.origin.offset ? [{ offset: before.origin.offset, length: before.size }] : [];
}

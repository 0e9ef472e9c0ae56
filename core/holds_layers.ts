import type { TensorTask } from "./model/tensor_task.ts";

/** Element types that codes of quantized weights are stored in. */
const CODE_TYPES = /^(int32|u?int8|float8_e[45]m[23]\w*)$/;

/** What the names of packed tensors end in; those of all schemes are among them. */
export const PACKED_NAMES: RegExp = /(^|\.)(q?weight|weight_packed|blocks)$|_blocks$/;

/** What the names of scales end in. */
export const SCALE_NAMES: RegExp = /(scales?|scale_inv|SCB|absmax)$/;

/**
 * Whether there may be quantized layers among tensors, by types and names: only
 * then are they looked for. What torch quantized is read as its values, if it has a partner.
 */
export function holdsLayers(tasks: readonly TensorTask[]): boolean {
  if (tasks.some(isStoredAlone)) return true;
  return tasks.some(holdsCodes) && tasks.some(({ path }) => SCALE_NAMES.test(path));
}

function isStoredAlone({ old, new: fresh }: TensorTask): boolean {
  return (old === null || fresh === null) && (old ?? fresh)?.quantization !== undefined;
}

function holdsCodes({ old, new: fresh, path }: TensorTask): boolean {
  const hasCodes = [old, fresh].some((node) => node !== null && CODE_TYPES.test(node.dtype.name));
  return hasCodes && PACKED_NAMES.test(path);
}

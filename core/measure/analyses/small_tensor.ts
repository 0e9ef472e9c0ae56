import type { TensorFacts } from "../../model/report.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { readNumbers } from "../read_numbers.ts";
import type { AnalysisContext, ModelTensor } from "./analysis.ts";

/** Most elements of a tensor that an analysis reads once more without having been asked for. */
export const SMALL_ELEMENTS = 2 ** 16;

/** That bound as a limit of an analysis. */
export const SMALL_LIMIT = { most: SMALL_ELEMENTS, unit: "elements", about: "largest tensor that is read once more" };

/** Whether both sides are vectors of floating-point numbers of one length that were read once without trouble. */
export function isVectorPair({ old, new: fresh, change }: ModelTensor): boolean {
  return isVector(old) && isVector(fresh) && old!.shape[0] === fresh!.shape[0] && isMeasured(change.old) &&
    isMeasured(change.new);
}

function isVector(tensor: TensorNode | null): boolean {
  return tensor !== null && tensor.data !== null && tensor.dtype.kind === "float" && tensor.shape.length === 1;
}

/** Whether the elements of a side were read: `mean` is there, be it undefined. */
export function isMeasured(side: ModelTensor["change"]["old"]): side is TensorFacts {
  return side !== null && (side as TensorFacts).mean !== undefined;
}

/** Both sides of a small tensor in memory. */
export async function readVectors(
  { old, new: fresh }: ModelTensor,
  { files }: AnalysisContext,
): Promise<{ readonly old: Float64Array; readonly new: Float64Array }> {
  return { old: await readNumbers(old!, "elements", files.old), new: await readNumbers(fresh!, "elements", files.new) };
}

/** Whether a tensor is small enough to be read once more. */
export function isSmall({ shape }: Pick<TensorNode, "shape">): boolean {
  return elementCount(shape) <= SMALL_ELEMENTS;
}

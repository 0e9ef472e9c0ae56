import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { StepAt } from "./step_at.ts";

/** The scales of a tensor that states them itself. */
export function storedSteps({ quantization, shape }: TensorNode): Promise<StepAt> {
  const { scales, axis } = quantization!;
  if (axis === undefined) return Promise.resolve(() => scales[0]!);
  const inner = elementCount(shape.slice(axis + 1));
  return Promise.resolve((index) => scales[Math.floor(index / inner) % scales.length]!);
}

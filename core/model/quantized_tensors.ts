import type { QuantizedLayers } from "./quantized_layers.ts";
import type { TensorTask } from "./tensor_task.ts";

/** Which tensors of a comparison belong to quantized layers, and what that means for them. */
export interface QuantizedTensors {
  /** Layers that are quantized on one side alone, by side and scheme. */
  readonly groups: readonly QuantizedLayers[];
  /** Of a tensor that makes up such a layer, or that such a layer stands for. */
  groupOf(task: TensorTask): QuantizedLayers | undefined;
  /**
   * The weight's elements that a tensor of any quantized layer stands for; 0
   * for those beside its packed one; `undefined` for all others.
   */
  elementsOf(task: TensorTask, side: "old" | "new"): number | undefined;
  /** What is measured in place of a tensor's codes: the values that they stand for, or nothing. */
  readingOf(task: TensorTask): TensorTask;
  /** Why nothing is. */
  reasonOf(task: TensorTask): string | undefined;
}

import type { Change } from "../../model/report.ts";
import type { TensorNode, TensorRole } from "../../model/tensor.ts";
import type { TensorTask } from "../../model/tensor_task.ts";
import type { ModelPair, ModelTensor } from "./analysis.ts";
import type { AnalysedTensors } from "./analysis_run.ts";

/** The tensors of a comparison as analyses of models see them. */
export function modelPair({ tasks, changes, third, numbers = () => NO_NUMBERS }: AnalysedTensors): ModelPair {
  const tensors = tasks.map((task, index) => new TaskedTensor(task, changes[index]!));
  return { tensors, numbers, ...(third ? { third } : {}) };
}

const NO_NUMBERS: ReadonlyMap<string, number> = new Map();

/** A tensor of the models as its task has it: of 100,000, the paths need not be made. */
class TaskedTensor implements ModelTensor {
  readonly change: Change;
  readonly #task: TensorTask;

  constructor(task: TensorTask, change: Change) {
    this.#task = task;
    this.change = change;
  }

  get path(): string {
    return this.#task.path;
  }
  get role(): TensorRole {
    return this.#task.role;
  }
  get old(): TensorNode | null {
    return this.#task.old;
  }
  get new(): TensorNode | null {
    return this.#task.new;
  }
}

import type { ModelPair } from "../analysis.ts";
import { type OptimizerState, stepOf } from "./optimizer_states.ts";

/** Names of scalars that count the optimizer's steps, the surest first: Lightning, the Hugging Face trainer, torch. */
const COUNTERS = ["global_step", "step", "iteration", "iter", "num_updates"] as const;

/** The steps that both files tell, and by what. */
export interface TrainingSteps {
  readonly old: number;
  readonly new: number;
  readonly evidence: string;
}

/**
 * How many steps training had taken: what all states of the optimizer say alike, else a counter that both files have
 * at one place; `null` where neither tells it.
 */
export function trainingSteps(models: ModelPair, states: readonly OptimizerState[]): TrainingSteps | null {
  const old = commonStep(states, "old"), fresh = commonStep(states, "new");
  if (old !== null && fresh !== null) return { old, new: fresh, evidence: states[0]!.step!.path };
  const before = models.numbers("old"), after = models.numbers("new");
  for (const counter of COUNTERS) {
    for (const [path, value] of before) {
      if (path.slice(path.lastIndexOf(".") + 1) !== counter) continue;
      const next = after.get(path);
      if (next !== undefined) return { old: value, new: next, evidence: path };
    }
  }
  return null;
}

function commonStep(states: readonly OptimizerState[], side: "old" | "new"): number | null {
  const steps = new Set(states.map((state) => stepOf(state, side)));
  return steps.size === 1 ? [...steps][0]! : null;
}

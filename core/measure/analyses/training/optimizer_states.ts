import type { TensorFacts } from "../../../model/report.ts";
import type { ModelPair, ModelTensor } from "../analysis.ts";

/** What an optimizer keeps for one parameter. */
export interface OptimizerState {
  /** Of what stands before `.exp_avg`. */
  readonly path: string;
  /** The running mean of gradients: `exp_avg`, `momentum_buffer`. */
  readonly first?: ModelTensor;
  /** That of their squares: `exp_avg_sq`, `square_avg`. */
  readonly second?: ModelTensor;
  /** How many steps it has taken. */
  readonly step?: ModelTensor;
}

/** What an optimizer's tensor is, by the last part of its name. */
const PARTS: Readonly<Record<string, "first" | "second" | "step">> = {
  exp_avg: "first",
  momentum_buffer: "first",
  exp_avg_sq: "second",
  square_avg: "second",
  step: "step",
};

/** The states of the optimizer that have moments, in the order of the file. */
export function optimizerStates({ tensors }: ModelPair): readonly OptimizerState[] {
  const states = new Map<string, OptimizerState>();
  for (const tensor of tensors) {
    if (tensor.role !== "state") continue;
    const { path } = tensor, dot = path.lastIndexOf("."), name = path.slice(dot + 1);
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (dot < 0 || part === undefined) continue;
    const place = path.slice(0, dot);
    states.set(place, { ...states.get(place) ?? { path: place }, [part]: tensor });
  }
  return states.values().filter(({ first, second }) => first || second).toArray();
}

/** How many steps a state tells for a side; `null` where it has no such tensor there. */
export function stepOf({ step }: OptimizerState, side: "old" | "new"): number | null {
  const facts = step?.change[side] as TensorFacts | null | undefined;
  return facts?.elements === 1 && typeof facts.mean === "number" ? facts.mean : null;
}

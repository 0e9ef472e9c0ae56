import type { Figures } from "../../../model/analysis.ts";
import type { TensorFacts } from "../../../model/report.ts";
import type { ModelAnalysis, ModelTensor, Outcome } from "../analysis.ts";
import { normOf } from "../norm_of.ts";
import { type OptimizerState, optimizerStates, stepOf } from "./optimizer_states.ts";

/** How large the moments of the optimizer are. */
export const momentHealth: ModelAnalysis = {
  kind: "model",
  id: "moment-health",
  title: "how large the optimizer's moments are, and whether they were reset",
  group: "training",
  since: "0.1.0",
  cost: "header",
  formula: "For each state of the optimizer the Euclidean norms of its first moment (exp_avg, momentum_buffer) and " +
    "second moment (exp_avg_sq, square_avg) over finite values, by what was measured of them, and its step. Moments " +
    "count as reset if every element of the new ones is zero while the new step is over 2. The whole is all states " +
    "together: norms of all moments as one vector, and the number of states that were reset.",
  source: "numpy.linalg.norm of each; state_dict() of torch.optim",
  why: "Moments that vanish make the next steps too large, moments that explode make them useless; both show before " +
    "the loss does.",
  basis: "measured",
  figures: {
    new_first: { unit: "value", about: "norm of the new first moment" },
    old_first: { unit: "value", about: "norm of the old one" },
    new_second: { unit: "value", about: "norm of the new second moment" },
    old_second: { unit: "value", about: "norm of the old one" },
    new_step: { unit: "steps", about: "steps that the new state has taken" },
    old_step: { unit: "steps", about: "the same of the old one" },
    states: { unit: "states", about: "states of the optimizer with moments" },
    reset: { unit: "states", about: "new states that are all zero after more than two steps" },
  },
  rank: "new_first",
  measure(models) {
    const states = optimizerStates(models);
    if (states.length === 0) return Promise.resolve(null);
    const norms = Object.fromEntries(NORMS.map(([name, part, side]) => {
      const each = states.map((state) => normAt(state[part], side)).filter((norm) => norm !== null);
      return [name, each.length > 0 ? Math.sqrt(each.reduce((sum, norm) => sum + norm * norm, 0)) : null];
    }));
    const counts = { states: states.length, reset: states.filter(isReset).length };
    return Promise.resolve({
      ...withReasons({ ...norms, ...counts }),
      tensors: states.map((state) => ({ path: state.path, ...outcomeOf(state) })),
    });
  },
};

/** The norms, of which moment and side. */
const NORMS = [
  ["new_first", "first", "new"],
  ["old_first", "first", "old"],
  ["new_second", "second", "new"],
  ["old_second", "second", "old"],
] as const;

function outcomeOf(state: OptimizerState): Outcome {
  const norms = NORMS.map(([name, part, side]) => [name, normAt(state[part], side)] as const);
  const steps = { new_step: stepOf(state, "new"), old_step: stepOf(state, "old") };
  return withReasons({ ...Object.fromEntries(norms), ...steps, reset: isReset(state) ? 1 : 0 });
}

function normAt(moment: ModelTensor | undefined, side: "old" | "new"): number | null {
  const facts = moment?.change[side];
  return facts ? normOf(facts as TensorFacts) : null;
}

function isReset(state: OptimizerState): boolean {
  const step = stepOf(state, "new"), moments = [state.first, state.second].filter((moment) => moment !== undefined);
  return step !== null && step > 2 && moments.every(({ change }) => isAllZero(change.new as TensorFacts | null));
}

function isAllZero(facts: TensorFacts | null): boolean {
  return facts !== null && facts.elements > 0 && facts.zeros === facts.elements;
}

function withReasons(figures: Figures): Outcome {
  const unknown = Object.keys(figures).filter((name) => figures[name] === null);
  if (unknown.length === 0) return { figures };
  return {
    figures,
    unmeasured: Object.fromEntries(unknown.map((name) => [name, "no finite value of it is in that file"])),
  };
}

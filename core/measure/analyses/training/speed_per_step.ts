import type { Figures } from "../../../model/analysis.ts";
import type { Unmeasured } from "../../../model/measures.ts";
import type { ModelAnalysis, ModelPair, ModelTensor, Outcome } from "../analysis.ts";
import { type OptimizerState, optimizerStates } from "./optimizer_states.ts";
import { trainingSteps } from "./training_steps.ts";

/** How fast parameters moved. */
export const speedPerStep: ModelAnalysis = {
  kind: "model",
  id: "speed-per-step",
  title: "how far parameters moved for each step of training",
  group: "training",
  since: "0.1.0",
  cost: "header",
  formula: "For each module the norm of the change of its parameters together, sqrt(sum ||d||^2), over the steps " +
    "between the files; and the mean of |d| over finite pairs. The steps are what all states of the optimizer say " +
    "alike, else a counter that both files have. Where the optimizer is Adam's kind and both files have one and the " +
    "same learning rate, reach is mean |d| over (learning rate * steps): Adam moves an element by about the learning " +
    "rate at most in a step. A schedule that changed the rate in between is not seen.",
  source: "Kingma and Ba 2014, section 2.1",
  why: "Speeds that differ by orders of magnitude tell which modules train and which stand still; a reach next to 1 " +
    "tells of elements that go one way all the time.",
  basis: "inferred",
  figures: {
    speed: { unit: "value a step", about: "norm of the change over steps" },
    mean_abs: { unit: "value", about: "mean of |d|" },
    reach: { unit: "share of learning rate * steps", about: "mean |d| over what Adam can reach" },
    steps: { unit: "steps", about: "steps between the files" },
    learning_rate: { unit: "value", about: "the learning rate in both files" },
    evidence: { unit: "path", about: "what tells the steps" },
  },
  rank: "speed",
  measure(models) {
    const states = optimizerStates(models), steps = trainingSteps(models, states);
    if (!steps) return Promise.resolve(null);
    const between = steps.new - steps.old;
    if (!(between > 0)) {
      return Promise.resolve({ skipped: `the steps do not go on: ${steps.old} to ${steps.new} (${steps.evidence})` });
    }
    const modules = modulesOf(models), rate = learningRate(models, states);
    const pace = { steps: between, ...rate };
    const whole = [...modules.values()].reduce(together, NOTHING), { figures, unmeasured } = outcomeOf(whole, pace);
    return Promise.resolve({
      figures: { ...figures, steps: between, learning_rate: rate.value, evidence: steps.evidence },
      ...reasonsOf({ ...unmeasured, ...(rate.value === null ? { learning_rate: rate.reason } : {}) }),
      tensors: Array.from(modules, ([path, moved]) => ({ path, ...outcomeOf(moved, pace) })),
    });
  },
};

/** How far the parameters of a module moved. */
interface Moved {
  readonly squares: number;
  readonly distance: number;
  readonly pairs: number;
}

const NOTHING: Moved = { squares: 0, distance: 0, pairs: 0 };

function together(one: Moved, other: Moved): Moved {
  return {
    squares: one.squares + other.squares,
    distance: one.distance + other.distance,
    pairs: one.pairs + other.pairs,
  };
}

function modulesOf({ tensors }: ModelPair): ReadonlyMap<string, Moved> {
  const modules = new Map<string, Moved>();
  for (const tensor of tensors) {
    const moved = tensor.role === "parameter" ? movedOf(tensor) : null;
    if (!moved) continue;
    const { path } = tensor, module = path.slice(0, Math.max(0, path.lastIndexOf("."))) || path;
    modules.set(module, together(modules.get(module) ?? NOTHING, moved));
  }
  return modules;
}

function movedOf({ change: { measures, new: fresh } }: ModelTensor): Moved | null {
  if (!measures || !fresh || !("elements" in fresh) || measures.l2 === null || measures.mean_abs === null) return null;
  const pairs = fresh.elements - measures.left_out_elements;
  return { squares: measures.l2 ** 2, distance: measures.mean_abs * pairs, pairs };
}

/** The steps between the files, and the learning rate or why it is not known. */
interface Pace {
  readonly steps: number;
  readonly value: number | null;
  readonly reason: string;
}

function outcomeOf({ squares, distance, pairs }: Moved, { steps, value, reason }: Pace): Outcome {
  const mean = pairs > 0 ? distance / pairs : null, none = "no parameter has a pair of finite elements";
  const figures: Figures = {
    speed: pairs > 0 ? Math.sqrt(squares) / steps : null,
    mean_abs: mean,
    reach: mean !== null && value !== null ? mean / (value * steps) : null,
  };
  return {
    figures,
    ...reasonsOf({
      ...(mean === null ? { speed: none, mean_abs: none, reach: none } : value === null ? { reach: reason } : {}),
    }),
  };
}

function reasonsOf(unmeasured: Unmeasured): { readonly unmeasured?: Unmeasured } {
  return Object.keys(unmeasured).length > 0 ? { unmeasured } : {};
}

const RATE = /(?:^|\.)param_groups\.\d+\.lr$/;

/** The one learning rate of all groups of both files, for an optimizer that is bounded by it. */
function learningRate(models: ModelPair, states: readonly OptimizerState[]): Omit<Pace, "steps"> {
  if (!states.some(({ second }) => second?.path.endsWith(".exp_avg_sq"))) {
    return { value: null, reason: "the optimizer is not of Adam's kind" };
  }
  const rates = (["old", "new"] as const).flatMap((side) => {
    return [...models.numbers(side)].filter(([path]) => RATE.test(path)).map(([, rate]) => rate);
  });
  const [rate] = rates, isOne = new Set(rates).size === 1;
  if (rate !== undefined && rate > 0 && isOne) return { value: rate, reason: "" };
  return { value: null, reason: rates.length === 0 ? "no learning rate is told" : "learning rates differ" };
}

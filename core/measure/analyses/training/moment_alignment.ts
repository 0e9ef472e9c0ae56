import type { Figures } from "../../../model/analysis.ts";
import type { Unmeasured } from "../../../model/measures.ts";
import { sameShape } from "../../../model/same_shape.ts";
import { elementCount } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelAnalysis, ModelTensor, Outcome } from "../analysis.ts";
import { isFloating, streamNumbers } from "../stream_numbers.ts";
import { type OptimizerState, optimizerStates } from "./optimizer_states.ts";
import { parametersOf } from "./state_parameters.ts";

const UNTOLD = "which parameter the state belongs to is not told: there are not as many of the same shapes in order";

/** Whether the optimizer still goes the way that it went. */
export const momentAlignment: ModelAnalysis = {
  kind: "model",
  id: "moment-alignment",
  title: "whether the optimizer goes on in the direction in which it went",
  group: "training",
  since: "0.1.0",
  cost: "passes",
  formula:
    "The cosine of the angle between old and new first moments (exp_avg, momentum_buffer), as it was measured; " +
    "and that between the change of the parameter and the old moment with its sign turned, cos(d, -m), over elements " +
    "where all three are finite. A state belongs to the parameter of its number in the order of the state dict, which " +
    "is inferred, and only where numbers and shapes agree.",
  source: "numpy: d @ -m / (norm(d) norm(m)); Kingma and Ba 2014",
  why:
    "Moments that point elsewhere than before tell of a turn in training, of new data or a reset; a change against " +
    "the old moment tells that it was not this optimizer that made it.",
  basis: "inferred",
  figures: {
    moments: { unit: "cosine", about: "old against new first moment" },
    update: { unit: "cosine", about: "change of the parameter against the old moment with its sign turned" },
    parameter: { unit: "path", about: "the parameter that the state belongs to" },
  },
  rank: "-moments",
  limits: { elements: { most: 2 ** 26, unit: "elements", about: "largest parameter that is read once more" } },
  async measure(models, context) {
    const states = optimizerStates(models).filter(({ first }) => first?.old && first.new);
    if (states.length === 0) return null;
    const parameters = parametersOf(models, states), tensors = [];
    for (const state of states) {
      tensors.push({ path: state.path, ...await alignmentOf(state, parameters?.get(state), context) });
    }
    return { tensors };
  },
};

async function alignmentOf(
  { first }: OptimizerState,
  parameter: ModelTensor | undefined,
  context: AnalysisContext,
): Promise<Outcome> {
  const { cosine = null } = first!.change.measures ?? {};
  const update = await updateOf(first!, parameter, context);
  const figures: Figures = { moments: cosine, update: update.value, parameter: parameter?.path ?? null };
  const unmeasured: Unmeasured = {
    ...(cosine === null ? { moments: first!.change.unmeasured?.cosine ?? "it was not measured" } : {}),
    ...(update.reason === undefined ? {} : { update: update.reason }),
    ...(parameter ? {} : { parameter: UNTOLD }),
  };
  return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
}

/** cos(d, -m), or why it is not known. */
async function updateOf(
  { old: moment }: ModelTensor,
  parameter: ModelTensor | undefined,
  context: AnalysisContext,
): Promise<{ readonly value: number | null; readonly reason?: string }> {
  if (!parameter) return { value: null, reason: UNTOLD };
  const { old, new: fresh } = parameter, { most } = momentAlignment.limits!.elements!;
  if (!isFloating(old) || !isFloating(fresh) || !isFloating(moment) || !sameShape(old, fresh)) {
    return { value: null, reason: "the parameter is not in both files as numbers of one shape" };
  }
  if (elementCount(old.shape) > most) return { value: null, reason: `it has more than ${most} elements` };
  let both = 0, moved = 0, kept = 0;
  await streamNumbers([old, fresh, moment], context, ([before, after, m], count) => {
    for (let i = 0; i < count; i++) {
      const d = after![i]! - before![i]!, direction = -m![i]!;
      if (!Number.isFinite(d) || !Number.isFinite(direction)) continue;
      both += d * direction;
      moved += d * d;
      kept += direction * direction;
    }
  });
  if (moved > 0 && kept > 0) return { value: both / Math.sqrt(moved) / Math.sqrt(kept) };
  return { value: null, reason: moved > 0 ? "the old moment is all zero" : "the parameter did not change" };
}

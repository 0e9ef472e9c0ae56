import { sameShape } from "../../../model/same_shape.ts";
import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelAnalysis, ModelPair, ModelTensor, Outcome } from "../analysis.ts";
import { isFloating, streamNumbers } from "../stream_numbers.ts";

/** Most elements that are read, of both files. */
const ELEMENTS = 2 ** 32;

/** How far averaged weights are from the weights. */
export const emaDistance: ModelAnalysis = {
  kind: "model",
  id: "ema-distance",
  title: "how far averaged weights (EMA) are from the weights of the same file",
  group: "training",
  since: "0.1.0",
  cost: "passes",
  formula: "On each side norm(average - weight) / norm(weight), over elements that are finite in both. Averages are " +
    "tensors whose names begin with ema, ema_model, model_ema, module_ema, state_dict_ema, ema_state_dict or " +
    "averaged_model; they belong to the weight of the same name without that beginning, without model., module., " +
    "state_dict. and the like, and without dots, which some libraries leave out. Two weights of one such name have no " +
    "average.",
  source: "numpy: norm(ema - w) / norm(w); torch.optim.swa_utils.AveragedModel, timm.utils.ModelEmaV2",
  why: "The average follows the weights at a distance that its decay and the learning rate set: 0 tells that it is a " +
    "copy, a large one that it was left behind.",
  basis: "inferred",
  figures: {
    new_distance: { unit: "share of the weight", about: "relative distance in the new file" },
    old_distance: { unit: "share of the weight", about: "the same in the old file" },
    weight: { unit: "path", about: "the weight that the average belongs to" },
  },
  rank: "new_distance",
  limits: { elements: { most: ELEMENTS, unit: "elements", about: "all averages of both files together" } },
  async measure(models, context) {
    const { pairs, alone } = averagesOf(models);
    if (pairs.length + alone === 0) return null;
    const total = { old: new Distance(), new: new Distance() }, tensors = [];
    let left = ELEMENTS, skipped = 0;
    for (const { average, weight } of pairs) {
      const elements = elementCount((average.new ?? average.old)!.shape);
      if (2 * elements > left) {
        skipped++;
        continue;
      }
      left -= 2 * elements;
      const old = await distanceOf(average.old, weight.old, context);
      const fresh = await distanceOf(average.new, weight.new, context);
      if (old) total.old.add(old);
      if (fresh) total.new.add(fresh);
      const { figures, unmeasured } = outcomeOf(old, fresh);
      tensors.push({
        path: average.path,
        figures: { ...figures, weight: weight.path },
        ...(unmeasured ? { unmeasured } : {}),
      });
    }
    const left_out = [
      { reason: "no weight of that name is there, or several are", tensors: alone },
      { reason: "more would have to be read than the limit allows", tensors: skipped },
    ].filter(({ tensors }) => tensors > 0);
    return { ...outcomeOf(total.old, total.new), tensors, ...(left_out.length > 0 ? { left_out } : {}) };
  },
};

const AVERAGE =
  /^(?:ema|ema_model|model_ema|module_ema|state_dict_ema|ema_state_dict|averaged_model)\.(?:(?:module|model|state_dict|ema_model|shadow_params)\.)*/;
const WEIGHT = /^(?:(?:state_dict|model_state_dict|model_state|model|module|net|network|weights|params)\.)*/;

/** Averages with their weights; how many averages have none. */
function averagesOf({ tensors }: ModelPair) {
  const weights = new Map<string, ModelTensor | null>(), averages: ModelTensor[] = [];
  for (const tensor of tensors) {
    const { path } = tensor;
    if (AVERAGE.test(path)) averages.push(tensor);
    else if (tensor.role === "parameter") {
      const name = bareName(path, WEIGHT);
      weights.set(name, weights.has(name) ? null : tensor);
    }
  }
  const isFloat = ({ old, new: fresh }: ModelTensor) => isFloating(old) || isFloating(fresh);
  const pairs = averages.filter(isFloat).flatMap((average) => {
    const weight = weights.get(bareName(average.path, AVERAGE));
    return weight ? [{ average, weight }] : [];
  });
  return { pairs, alone: averages.filter(isFloat).length - pairs.length };
}

function bareName(path: string, beginning: RegExp): string {
  return path.replace(beginning, "").replaceAll(".", "");
}

/** Sums of squares of a distance and of the weights. */
class Distance {
  #apart = 0;
  #weight = 0;

  push(average: Float64Array, weight: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const before = weight[i]!, apart = average[i]! - before;
      if (!Number.isFinite(apart)) continue;
      this.#apart += apart * apart;
      this.#weight += before * before;
    }
  }

  add(other: Distance): void {
    this.#apart += other.#apart;
    this.#weight += other.#weight;
  }

  /** `null` where the weights are all zero. */
  get relative(): number | null {
    return this.#weight > 0 ? Math.sqrt(this.#apart) / Math.sqrt(this.#weight) : null;
  }
}

/** `null` where one of them is not there, or another shape. */
async function distanceOf(
  average: TensorNode | null,
  weight: TensorNode | null,
  context: AnalysisContext,
): Promise<Distance | null> {
  if (!isFloating(average) || !isFloating(weight) || !sameShape(average, weight)) return null;
  const distance = new Distance();
  await streamNumbers([average, weight], context, ([one, other], count) => distance.push(one!, other!, count));
  return distance;
}

function outcomeOf(old: Distance | null, fresh: Distance | null): Outcome {
  const figures = { new_distance: fresh?.relative ?? null, old_distance: old?.relative ?? null };
  const reasonOf = (distance: Distance | null) =>
    distance ? "the weights are all zero" : "that file does not have both";
  const unmeasured = {
    ...(figures.new_distance === null ? { new_distance: reasonOf(fresh) } : {}),
    ...(figures.old_distance === null ? { old_distance: reasonOf(old) } : {}),
  };
  return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
}

import type { TensorFacts } from "../../../model/report.ts";
import type { AnalysisContext, ModelAnalysis, ModelPair, ModelTensor, Outcome } from "../analysis.ts";
import { isNormName } from "../norm_name.ts";
import { isSmall, isVectorPair, readVectors, SMALL_LIMIT } from "../small_tensor.ts";

/** The size below which a scale counts as collapsed. */
const COLLAPSED = 1e-3;

/** Which share of the scales of normalisations is next to zero. */
export const normalisationScales: ModelAnalysis = {
  kind: "model",
  id: "normalisation-scales",
  title: "which share of the scales (gamma) of normalisations is next to zero",
  group: "health",
  since: "0.1.0",
  cost: "small",
  formula: "The share of the scales with |gamma| < 1e-3, on each side; a NaN is not among them. Scales are vectors " +
    "named weight beside running_mean, or of a module named norm, ln, bn or gn with what people add to that. Those " +
    "whose smallest value was measured to be at least 1e-3 are not read again. Models that store gamma - 1 have " +
    "scales next to zero from the beginning: only a share that grew tells something. The whole is all scales together; a tensor " +
    "without any such scale on either side stands there alone.",
  source: "Liu et al. 2017, Learning Efficient Convolutional Networks through Network Slimming; numpy.abs(w) < 1e-3",
  why: "A channel whose scale is next to zero passes a constant on: it was pruned, or has died.",
  basis: "inferred",
  figures: {
    new_collapsed: { unit: "share of the scales", about: "new scales next to zero" },
    old_collapsed: { unit: "share of the scales", about: "old scales next to zero" },
    scales: { unit: "elements", about: "all of them" },
  },
  rank: "new_collapsed",
  limits: { elements: SMALL_LIMIT },
  async measure(models, context) {
    const { layers, large } = scalesOf(models);
    if (layers.length + large === 0) return null;
    const total = { old: 0, new: 0, scales: 0 }, tensors = [];
    for (const layer of layers) {
      const { old, new: fresh } = await collapsedOf(layer, context), scales = layer.old!.shape[0]!;
      total.old += old;
      total.new += fresh;
      total.scales += scales;
      if (old + fresh > 0) tensors.push({ path: layer.path, ...outcomeOf({ old, new: fresh, scales }) });
    }
    const left = [{ reason: `more than ${SMALL_LIMIT.most} scales`, tensors: large }];
    return { ...outcomeOf(total), tensors, ...(large > 0 ? { left_out: left } : {}) };
  },
};

/** The scales of normalisations in both files; of those that are too large, how many there are. */
function scalesOf({ tensors }: ModelPair): { readonly layers: readonly ModelTensor[]; readonly large: number } {
  const modules = new Set<string>(), named: ModelTensor[] = [];
  for (const tensor of tensors) {
    if (tensor.role === "state") continue;
    const { path } = tensor;
    if (path.endsWith("running_mean")) modules.add(path.slice(0, -"running_mean".length));
    else if (path.endsWith("weight") && isVectorPair(tensor)) named.push(tensor);
  }
  const scales = named.filter(({ path }) => modules.has(path.slice(0, -"weight".length)) || isNormName(path));
  const layers = scales.filter(({ old }) => isSmall(old!));
  return { layers, large: scales.length - layers.length };
}

/** How many scales of each side are next to zero. */
async function collapsedOf(layer: ModelTensor, context: AnalysisContext): Promise<{ old: number; new: number }> {
  const { old, new: fresh } = layer.change;
  if (isAway(old as TensorFacts) && isAway(fresh as TensorFacts)) return { old: 0, new: 0 };
  const scales = await readVectors(layer, context);
  await context.pulse();
  return { old: countCollapsed(scales.old), new: countCollapsed(scales.new) };
}

/** Whether all values are measured to be on one side of zero, and away from it. */
function isAway({ min, max }: TensorFacts): boolean {
  return (typeof min === "number" && min >= COLLAPSED) || (typeof max === "number" && max <= -COLLAPSED);
}

function countCollapsed(scales: Float64Array): number {
  let count = 0;
  for (const scale of scales) if (Math.abs(scale) < COLLAPSED) count++;
  return count;
}

function outcomeOf({ old, new: fresh, scales }: { old: number; new: number; scales: number }): Outcome {
  if (scales > 0) return { figures: { new_collapsed: fresh / scales, old_collapsed: old / scales, scales } };
  const reason = "it has no elements";
  return {
    figures: { new_collapsed: null, old_collapsed: null, scales },
    unmeasured: { new_collapsed: reason, old_collapsed: reason },
  };
}

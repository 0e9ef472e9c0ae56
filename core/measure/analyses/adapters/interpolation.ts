import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import { lanesOf } from "../../lanes.ts";
import { readChunks } from "../../paired_blocks.ts";
import { laneBuffer } from "../../side_pass.ts";
import type { AnalysisContext, ModelAnalysis, ModelTensor, NumberPair, Outcome } from "../analysis.ts";
import { type Fit, fitTogether, LeastSquares } from "../least_squares.ts";
import { LeftOut } from "../left_out.ts";
import { hasNumbers, isTied, numberPair } from "../number_pair.ts";
import { sameShape } from "../../../model/same_shape.ts";

/** Whether new lies on the line from old to the third model. */
export const interpolation: ModelAnalysis = {
  kind: "model",
  id: "interpolation",
  title: "where new lies on the line from old to the model of --with",
  group: "adapters",
  since: "0.1.0",
  cost: "passes",
  formula:
    "alpha = <new - old, third - old> / <third - old, third - old>, the place on the line old + alpha * (third - " +
    "old) that is nearest to new; residual is the norm of new minus that place over the norm of new - old. Tensors of " +
    "floating-point numbers that all three files have in one shape; elements of which one of the three is not finite " +
    "are left out. The figures of the whole are of all their elements as one vector.",
  source: "model soups (arXiv 2203.05482); task arithmetic (arXiv 2212.04089); torch.optim.swa_utils.AveragedModel",
  why: "An average of two models is at 0.5, an exponential moving average at 1 - decay, the weights of --with " +
    "themselves at 1, each with a residual of 0 up to rounding: it tells how a merged model was made.",
  basis: "measured",
  figures: {
    alpha: { unit: "share of the way", about: "where on the line from old to third new is" },
    residual: { unit: "share of the change", about: "norm of what is beside the line" },
    change: { unit: "value", about: "norm of new - old" },
    way: { unit: "value", about: "norm of third - old" },
    left_out: { unit: "elements", about: "elements of which one of the three is not finite" },
  },
  rank: "-residual",
  async measure({ tensors, third }, context) {
    if (!third) return { skipped: "it needs a third model: --with FILE" };
    const found: (Outcome & { readonly path: string })[] = [], left = new LeftOut(), fits: Fit[] = [];
    let budget = context.limits.analysisOperations;
    for (const each of tensors) {
      const pair = candidate(each);
      if (!pair) continue;
      const partner = third.get(pair.path) ?? third.get(each.change.renamed_from?.path ?? ""),
        reason = reasonAgainst(pair, partner);
      if (reason !== null) left.add(reason);
      else if ((budget -= OPERATIONS * elementCount(pair.old.shape)) < 0) left.add("the budget of operations is spent");
      else {
        const fit = await fitLine(pair, partner!, context);
        fits.push(fit);
        found.push({ path: pair.path, ...outcomeOf(fit) });
      }
    }
    if (fits.length > 0) return { ...outcomeOf(fitTogether(fits)), tensors: found, ...left.parts() };
    return left.isEmpty ? null : left.skipped();
  },
};

/** Of one element, about. */
const OPERATIONS = 12;

function candidate(tensor: ModelTensor): NumberPair | null {
  const pair = isTied(tensor.change) ? null : numberPair(tensor);
  return pair && pair.old.dtype.kind === "float" && pair.new.dtype.kind === "float" ? pair : null;
}

function reasonAgainst({ old }: NumberPair, third: TensorNode | undefined): string | null {
  if (!third) return "the file of --with has no tensor of that name";
  if (!sameShape(old, third)) return "the tensor of --with has another shape";
  return hasNumbers(third) && third.dtype.kind === "float"
    ? null
    : "the tensor of --with is not of floating-point numbers";
}

/** Reads the three side by side. */
async function fitLine({ old, new: fresh }: NumberPair, third: TensorNode, context: AnalysisContext): Promise<Fit> {
  const tensors = [old, fresh, third], fit = new LeastSquares();
  const sides = tensors.map((tensor) => ({ lanes: lanesOf(tensor)!, values: laneBuffer(tensor.shape, 1) }));
  const [origin, change, way] = sides.map(({ values }) => values) as [Float64Array, Float64Array, Float64Array];
  for await (const chunks of readChunks(tensors, elementCount(old.shape), context.limits.blockBytes)) {
    for (const { first, count, bytes } of chunks) {
      for (const [side, { lanes, values }] of sides.entries()) lanes.read(bytes[side]!, first, count, values);
      for (let i = 0; i < count; i++) {
        change[i]! -= origin[i]!;
        way[i]! -= origin[i]!;
      }
      fit.push(way, change, count);
    }
    await context.pulse();
  }
  return fit.finish();
}

function outcomeOf({ alpha, residual, uu, vv, pairs, leftOut }: Fit): Outcome {
  const figures = { change: Math.sqrt(vv), way: Math.sqrt(uu), left_out: leftOut };
  if (pairs === 0) return undefinedFigures(figures, ["alpha", "residual", "change", "way"], "no finite elements");
  if (alpha === null) return undefinedFigures(figures, ["alpha", "residual"], withoutLine(uu));
  const reason = vv === 0 ? "new is the same as old" : pairs === 1 ? "one element is on every line" : null;
  if (reason !== null) return undefinedFigures({ alpha, ...figures }, ["residual"], reason);
  return { figures: { alpha, residual: residual! / Math.sqrt(vv), ...figures } };
}

function withoutLine(uu: number): string {
  return uu === 0 ? "the tensor of --with is the same as old" : "squares are beyond float64";
}

function undefinedFigures(figures: Record<string, number>, names: readonly string[], reason: string): Outcome {
  const undefinedOnes = Object.fromEntries(names.map((name) => [name, null]));
  const ordered = { alpha: null, residual: null, ...figures, ...undefinedOnes };
  return { figures: ordered, unmeasured: Object.fromEntries(names.map((name) => [name, reason])) };
}

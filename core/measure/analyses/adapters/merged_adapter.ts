import { formatCount } from "../../../model/format_count.ts";
import { elementCount } from "../../../model/tensor.ts";
import { CHUNK_ELEMENTS } from "../../paired_blocks.ts";
import type { AnalysisContext, ModelAnalysis, ModelTensor, Outcome } from "../analysis.ts";
import { type Fit, fitTogether, LeastSquares } from "../least_squares.ts";
import { LeftOut } from "../left_out.ts";
import { isTied } from "../number_pair.ts";
import { adaptedElements, type AdaptedPair, adaptedPairs, lookOperations } from "./adapted_pairs.ts";
import { type MergeWay, mergeWays, type ReplayCounts, replayMerge, ROUNDINGS } from "./merge_replay.ts";

const ROUNDED = Object.entries(ROUNDINGS).map(([name, formula]) => `${name}, ${formula}`).join("; ");

/** Whether new is old with the adapter of a third file merged into it. */
export const mergedAdapter: ModelAnalysis = {
  kind: "model",
  id: "merged-adapter",
  title: "whether new is old with the adapter of --with merged into it",
  group: "adapters",
  since: "0.1.0",
  cost: "passes",
  formula:
    "scale = <new - old, B A> / <B A, B A> over all adapted weights together, B A times alpha / rank where the " +
    "adapter's file has alpha; residual is the norm of new - old - scale * B A over that of scale * B A; elements that " +
    "are not finite are left out of both. Each weight's merge is then replayed by the way that gives most of its first " +
    `${formatCount(CHUNK_ELEMENTS)} elements exactly: the scale of all or its own, as alpha / rank or alpha / ` +
    `sqrt(rank) with a whole alpha, in two or three digits, or as fitted; rounded to new's type ${ROUNDED}, ` +
    "narrow types by way of float32. Modules find their weights by the names of PEFT and Kohya (see adapter-facts).",
  source: "PEFT, LoraLayer.get_delta_weight and merge; numpy.linalg.lstsq",
  why:
    "A model that is said to be a base with an adapter merged into it can be checked to be just that: bit for bit, " +
    "or to the last digits where the product was summed up in another order. A scale below 0 is an adapter taken out.",
  basis: "measured",
  figures: {
    scale: { unit: "factor", about: "the multiple of B A that fits best" },
    residual: { unit: "share of scale * B A", about: "norm of what it does not explain" },
    replay_scale: { unit: "factor", about: "the scales of the replay" },
    rounding: { unit: "how often", about: "when the replay rounds to new's type" },
    exact: { unit: "elements", about: "elements that the replay gives bit for bit" },
    one_ulp: { unit: "elements", about: "elements that it gives to one unit in the last place, or exactly" },
    elements: { unit: "elements", about: "elements of adapted weights" },
    other_changed: { unit: "tensors", about: "tensors that changed, came or went beside those" },
  },
  rank: "residual",
  async measure({ tensors, third }, context) {
    if (!third) return { skipped: "it needs the adapter: --with FILE" };
    const left = new LeftOut(), pairs = withinBudget(adaptedPairs(tensors, third, left), context, left);
    if (pairs.length === 0) {
      return left.isEmpty ? { skipped: "the file of --with has no LoRA tensors" } : left.skipped();
    }
    const fits: Fit[] = [], replays: (Replay | null)[] = [];
    for (const pair of pairs) fits.push(await fitScale(pair, context));
    const fit = fitTogether(fits);
    for (const [index, pair] of pairs.entries()) {
      const scales = [fit.alpha, fits[index]!.alpha].filter((scale): scale is number => scale !== null && scale !== 0);
      replays.push(scales.length > 0 ? await replayBest(pair, scales, context) : null);
    }
    const modules = pairs.map(({ pair }, index) => {
      return { path: pair.path, ...outcomeOf(fits[index]!, replays[index]!, elementCount(pair.old.shape)) };
    });
    const elements = pairs.reduce((sum, { pair }) => sum + elementCount(pair.old.shape), 0);
    const whole = outcomeOf(fit, together(replays.filter((replay) => replay !== null)), elements);
    const figures = { ...whole.figures, other_changed: otherChanged(tensors, pairs) };
    return { ...whole, figures, tensors: modules, ...left.parts() };
  },
};

/** A merge done again, and how much of new it gives. */
interface Replay extends ReplayCounts {
  readonly ways: readonly MergeWay[];
}

function withinBudget(pairs: readonly AdaptedPair[], { limits }: AnalysisContext, left: LeftOut) {
  let budget = limits.analysisOperations;
  return pairs.filter((pair) => {
    budget -= 2 * lookOperations(pair);
    if (budget < 0) left.add("the budget of operations is spent");
    return budget >= 0;
  });
}

async function fitScale(pair: AdaptedPair, context: AnalysisContext): Promise<Fit> {
  const fit = new LeastSquares();
  for await (const { old, new: fresh, product, count } of adaptedElements(pair, context)) {
    for (let i = 0; i < count; i++) old[i] = fresh[i]! - old[i]!;
    fit.push(product, old, count);
  }
  return fit.finish();
}

/** Replays the way that gives most elements of the first chunk; of ways that give as many, the simplest. */
async function replayBest(pair: AdaptedPair, scales: readonly number[], context: AnalysisContext): Promise<Replay> {
  const ways = mergeWays(scales, pair.module.rank);
  let best: MergeWay | undefined, exact = 0, near = 0;
  for await (const elements of adaptedElements(pair, context)) {
    best ??= bestOf(ways, (way) => replayMerge(elements, way, pair.grid).exact);
    const counts = replayMerge(elements, best, pair.grid);
    exact += counts.exact;
    near += counts.near;
  }
  return { exact, near, ways: best ? [best] : [] };
}

function bestOf(ways: readonly MergeWay[], countOf: (way: MergeWay) => number): MergeWay {
  const counts = ways.map(countOf);
  return ways[counts.indexOf(Math.max(...counts))]!;
}

/** Of all modules; `null` if nothing was replayed. */
function together(replays: readonly Replay[]): Replay | null {
  if (replays.length === 0) return null;
  const sum = (figure: keyof ReplayCounts) => replays.reduce((total, replay) => total + replay[figure], 0);
  return { exact: sum("exact"), near: sum("near"), ways: replays.flatMap(({ ways }) => ways) };
}

function outcomeOf({ alpha, residual, uu, pairs }: Fit, replay: Replay | null, elements: number): Outcome {
  const noFit = pairs === 0 ? "no finite elements" : uu === 0 ? "B A is zero" : "squares are beyond float64";
  const noScale = alpha === null ? noFit : null, noResidual = alpha === 0 ? "the scale is 0" : noScale;
  const unmeasured = {
    ...(noScale === null ? {} : { scale: noScale }),
    ...(noResidual === null ? {} : { residual: noResidual }),
    ...(replay ? {} : Object.fromEntries(REPLAY_FIGURES.map((name) => [name, "no scale to replay with"]))),
  };
  const figures = {
    scale: alpha,
    residual: noResidual === null ? residual! / (Math.abs(alpha!) * Math.sqrt(uu)) : null,
    replay_scale: replay && distinct(replay.ways.map(({ scale }) => scale)),
    rounding: replay && distinct(replay.ways.map(({ rounding }) => rounding)),
    exact: replay && replay.exact,
    one_ulp: replay && replay.near,
    elements,
  };
  return { figures, ...(Object.keys(unmeasured).length > 0 ? { unmeasured } : {}) };
}

const REPLAY_FIGURES = ["replay_scale", "rounding", "exact", "one_ulp"];
const MOST_LISTED = 8;

/** The one, or the first few of several. */
function distinct<T extends number | string>(values: readonly T[]): T | readonly (T | string)[] {
  const [first, ...others] = new Set(values), more = others.length + 1 - MOST_LISTED;
  if (others.length === 0) return first!;
  return more > 0 ? [first!, ...others.slice(0, MOST_LISTED - 1), `and ${more} more`] : [first!, ...others];
}

/** Tensors that differ though the adapter does not go to them; tied ones count once. */
function otherChanged(tensors: readonly ModelTensor[], pairs: readonly AdaptedPair[]): number {
  const adapted = new Set(pairs.map(({ pair }) => pair.path));
  return tensors.filter(({ path, change }) => change.change !== "unchanged" && !adapted.has(path) && !isTied(change))
    .length;
}

import type { Figures } from "../../../model/analysis.ts";
import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelAnalysis, ModelPair, Outcome } from "../analysis.ts";
import { LeftOut } from "../left_out.ts";
import { type AdapterModule, adapterModules } from "./adapter_modules.ts";
import { lowRankNorm, readAlpha, readLowRank, reasonAgainstFactors } from "./low_rank.ts";

const SIDES = ["old", "new"] as const;
type SideName = (typeof SIDES)[number];

/** Rank, targets and size of the low-rank adapters of either file. */
export const adapterFacts: ModelAnalysis = {
  kind: "model",
  id: "adapter-facts",
  title: "rank, targets and size of LoRA adapters",
  group: "adapters",
  since: "0.1.0",
  cost: "small",
  formula:
    "INFERRED from names: lora_A and lora_B, lora_embedding_A and _B, lora_magnitude_vector of PEFT, lora_down, " +
    "lora_up, alpha and dora_scale of Kohya. rank is the first axis of A and the second of B; scale is alpha / rank " +
    "where the file has alpha. norm is the Frobenius norm of scale * B A, its square scale^2 * trace((B^T B) (A A^T)); " +
    "without alpha in the file that of B A, as with alpha = rank. Of DoRA it is the norm of its LoRA part.",
  source: "PEFT, checkpoint format; LoRA (arXiv 2106.09685); DoRA (arXiv 2402.09353)",
  why:
    "An adapter file has no more than factors: the rank, the modules it goes to and how far it moves them are what " +
    "tells two adapters apart. B starts at zero, so that a norm of 0 is an adapter that was not trained.",
  basis: "inferred",
  figures: {
    kind: { unit: "LoRA or DoRA", about: "kinds of adapter" },
    targets: { unit: "names", about: "last parts of the modules' names" },
    old_rank: { unit: "rank", about: "ranks in the old file" },
    new_rank: { unit: "rank", about: "ranks in the new file" },
    old_scale: { unit: "factor", about: "alpha / rank of the old file" },
    new_scale: { unit: "factor", about: "alpha / rank of the new file" },
    old_norm: { unit: "value", about: "norm of scale * B A of the old file" },
    new_norm: { unit: "value", about: "norm of scale * B A of the new file" },
  },
  rank: "new_norm",
  async measure(models, context) {
    const sides = SIDES.map((side) => ({ side, modules: adapterModules(namedTensors(models, side)) }));
    if (sides.every(({ modules }) => modules.length === 0)) return null;
    const left = new LeftOut(), found = new Map<string, Facts>(), all = sides.flatMap(({ modules }) => modules);
    let budget = context.limits.analysisOperations;
    for (const { side, modules } of sides) {
      for (const module of modules) {
        const reason = reasonAgainstFactors(module);
        if (reason !== null) left.add(reason);
        else if ((budget -= operationsOf(module)) < 0) left.add("the budget of operations is spent");
        else await addFacts(found, side, module, context);
      }
    }
    if (found.size === 0) return left.skipped();
    const modules = [...found.values()];
    return { ...wholeOutcome(modules, all), tensors: modules.map(outcomeOf), ...left.parts() };
  },
};

/** Figures of one module on one side. */
interface SideFacts {
  readonly rank: number;
  readonly scale: number | null;
  readonly norm: number;
}

interface Facts {
  readonly path: string;
  readonly kind: string;
  readonly sides: Partial<Record<SideName, SideFacts>>;
}

/** The tensors of one file under its own names. */
function* namedTensors({ tensors }: ModelPair, side: SideName): Generator<readonly [string, TensorNode]> {
  for (const each of tensors) {
    const node = each[side], name = side === "old" ? each.change.renamed_from?.path ?? each.path : each.path;
    if (node) yield [name, node];
  }
}

function operationsOf({ down, up, rank }: AdapterModule): number {
  return rank * (elementCount(down.shape) + elementCount(up.shape));
}

async function addFacts(
  found: Map<string, Facts>,
  side: SideName,
  module: AdapterModule,
  { files, pulse }: AnalysisContext,
): Promise<void> {
  const { path, kind, rank } = module, file = files[side];
  const alpha = await readAlpha(module, file), scale = alpha === undefined ? null : alpha / rank;
  const norm = lowRankNorm(await readLowRank(module, file)) * Math.abs(scale ?? 1);
  const known = found.get(path);
  found.set(path, { path, kind: known?.kind ?? kind, sides: { ...known?.sides, [side]: { rank, scale, norm } } });
  await pulse();
}

function outcomeOf({ path, kind, sides }: Facts): Outcome & { readonly path: string } {
  const figures: Record<string, Figures[string]> = { kind }, unmeasured: Record<string, string> = {};
  for (const side of SIDES) {
    const facts = sides[side];
    if (!facts) continue;
    figures[`${side}_rank`] = facts.rank;
    set(figures, unmeasured, `${side}_scale`, facts.scale, NO_ALPHA);
    set(figures, unmeasured, `${side}_norm`, Number.isFinite(facts.norm) ? facts.norm : null, NOT_FINITE);
  }
  return { path, figures, ...(Object.keys(unmeasured).length > 0 ? { unmeasured } : {}) };
}

const NO_ALPHA = "no alpha in the file: as alpha = rank";
const NOT_FINITE = "a factor has NaN or infinities, or squares are beyond float64";

/** Of all modules: which kinds, targets, ranks and scales there are, and the norm of all together. */
function wholeOutcome(modules: readonly Facts[], all: readonly AdapterModule[]): Outcome {
  const targets = new Set(all.map(({ module }) => module.slice(module.lastIndexOf(".") + 1)));
  const kinds = new Set(all.map(({ kind }) => kind));
  const figures: Record<string, Figures[string]> = { kind: [...kinds], targets: listed([...targets].toSorted()) };
  const unmeasured: Record<string, string> = {};
  for (const side of SIDES) {
    const facts = modules.flatMap(({ sides }) => sides[side] ?? []);
    if (facts.length === 0) continue;
    const norm = Math.sqrt(facts.reduce((sum, { norm }) => sum + norm ** 2, 0));
    figures[`${side}_rank`] = listed(distinct(facts.map(({ rank }) => rank)));
    const scales = distinct(facts.flatMap(({ scale }) => scale ?? []));
    set(figures, unmeasured, `${side}_scale`, scales.length > 0 ? listed(scales) : null, NO_ALPHA);
    set(figures, unmeasured, `${side}_norm`, Number.isFinite(norm) ? norm : null, NOT_FINITE);
  }
  return { figures, ...(Object.keys(unmeasured).length > 0 ? { unmeasured } : {}) };
}

function set(
  figures: Record<string, Figures[string]>,
  unmeasured: Record<string, string>,
  name: string,
  figure: Figures[string],
  reason: string,
): void {
  figures[name] = figure;
  if (figure === null) unmeasured[name] = reason;
}

function distinct(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

const MOST_LISTED = 16;

/** The first of them, and how many more there are. */
function listed(values: readonly (string | number)[]): readonly (string | number)[] {
  const more = values.length - MOST_LISTED;
  return more > 0 ? [...values.slice(0, MOST_LISTED), `and ${more} more`] : values;
}

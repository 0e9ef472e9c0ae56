import type { TensorFacts } from "../../../model/report.ts";
import type { ModelAnalysis, ModelOutcome, ModelPair, ModelTensor, Outcome } from "../analysis.ts";
import { normOf } from "../norm_of.ts";
import { spearman } from "./spearman.ts";

/** How the size of the change goes with the depth. */
export const depthProfile: ModelAnalysis = {
  kind: "model",
  id: "depth-profile",
  title: "how the size of the change goes with the depth",
  group: "change",
  since: "0.1.0",
  cost: "header",
  formula: "For each numbered block of names, layers.3 of layers.3.mlp.weight, the relative L2 change of its " +
    "parameters together: sqrt(sum ||d||^2) / sqrt(sum ||old||^2) by what was measured of each tensor; tensors with " +
    "NaN or infinities on either side are left out. For each part with numbered blocks Spearman's rank correlation of " +
    "block number and relative change, ties having their mean rank; the whole tells that of the part with the most " +
    "blocks. Fewer than three blocks, or equal changes, have no correlation.",
  source: "scipy.stats.spearmanr",
  why:
    "Fine-tuning mostly moves late blocks more than early ones; a profile that breaks off tells which were frozen, " +
    "and a peak which were replaced.",
  basis: "inferred",
  figures: {
    relative_l2: { unit: "share of old", about: "relative change of a block's parameters" },
    spearman: { unit: "correlation", about: "rank correlation of depth and change" },
    blocks: { unit: "blocks", about: "blocks of the part" },
    part: { unit: "path", about: "the part with the most blocks" },
  },
  measure(models) {
    const { parts, left } = partsOf(models);
    if (parts.size === 0) return Promise.resolve(null);
    const told = Array.from(parts, ([path, blocks]) => ({ path, ...correlationOf(blocks) }));
    const deepest = told.reduce((most, each) => parts.get(each.path)!.size > parts.get(most.path)!.size ? each : most);
    const { path: part, figures, unmeasured } = deepest;
    const outcome: ModelOutcome = {
      figures: { ...figures, part },
      ...(unmeasured ? { unmeasured } : {}),
      tensors: told.flatMap((each) => [
        each,
        ...Array.from(parts.get(each.path)!, ([number, block]) => ({
          path: `${each.path}.${number}`,
          ...changeOf(block),
        })),
      ]),
      ...(left > 0 ? { left_out: [{ reason: "they hold NaN or infinities", tensors: left }] } : {}),
    };
    return Promise.resolve(outcome);
  },
};

/** Sums of squares of the parameters of a block. */
interface Block {
  difference: number;
  old: number;
}

type Blocks = ReadonlyMap<number, Block>;

/** The first number of a name that something follows, and what stands before it. */
const BLOCK = /^(.+?)\.(\d+)\./;

function partsOf({ tensors }: ModelPair): { readonly parts: ReadonlyMap<string, Blocks>; readonly left: number } {
  const parts = new Map<string, Map<number, Block>>();
  let left = 0;
  for (const tensor of tensors) {
    const match = tensor.role === "parameter" ? BLOCK.exec(tensor.path) : null, squares = match && squaresOf(tensor);
    if (!match || squares === null) continue;
    if (squares === "left out") {
      left++;
      continue;
    }
    const [, part, number] = match as unknown as readonly [string, string, string];
    const blocks = parts.get(part) ?? new Map<number, Block>(), block = blocks.get(Number(number));
    blocks.set(Number(number), {
      difference: squares.difference + (block?.difference ?? 0),
      old: squares.old + (block?.old ?? 0),
    });
    parts.set(part, blocks);
  }
  return { parts: new Map(Array.from(parts, ([part, blocks]) => [part, inOrder(blocks)])), left };
}

function inOrder(blocks: Blocks): Blocks {
  return new Map([...blocks].sort(([a], [b]) => a - b));
}

/** ||d||^2 and ||old||^2; `null` for what has no pair or no element. */
function squaresOf({ change: { measures, old } }: ModelTensor): Block | "left out" | null {
  if (!measures || old === null) return null;
  if (measures.left_out_elements > 0) return "left out";
  const norm = normOf(old as TensorFacts);
  return measures.l2 === null || norm === null ? null : { difference: measures.l2 ** 2, old: norm ** 2 };
}

function changeOf({ difference, old }: Block): Outcome {
  if (old > 0) return { figures: { relative_l2: Math.sqrt(difference / old) } };
  return { figures: { relative_l2: null }, unmeasured: { relative_l2: "the old parameters are all zero" } };
}

function correlationOf(blocks: Blocks): Outcome {
  const known = [...blocks].filter(([, { old }]) => old > 0);
  const rho = spearman(known.map(([number]) => number), known.map(([, { difference, old }]) => difference / old));
  const figures = { spearman: rho, blocks: blocks.size };
  if (rho !== null) return { figures };
  const reason = known.length < 3 ? "there are fewer than three blocks" : "all blocks changed by the same share";
  return { figures, unmeasured: { spearman: reason } };
}

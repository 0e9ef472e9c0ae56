import { dataBytes, type TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelAnalysis, ModelPair } from "../analysis.ts";
import { LEAST_COPY_BYTES } from "../survey_tensors.ts";
import { type AlikeTensor, alikeTensors } from "./alike_tensors.ts";
import { holdSame } from "./hold_same.ts";

/** Most bytes that are read of each file. */
const BUDGET = 2 ** 28;

/** Tensors of one file that have the same elements and are stored apart. */
export const equalTensors: ModelAnalysis = {
  kind: "model",
  id: "equal-tensors",
  title: "tensors of one file that have the same elements and are stored apart",
  group: "storage",
  since: "0.1.0",
  cost: "passes",
  formula: "Tensors of one file with equal type, shape, mean, deviation, extremes and counts of zeros are read once " +
    "more and held against each other, byte by byte. Each that equals an earlier one is a copy, and its bytes are " +
    "wasted: tied, the file would hold them once. Tensors that share their elements, of one value throughout, or of " +
    `less than ${LEAST_COPY_BYTES} bytes are not looked at.`,
  source: "torch.equal of each pair",
  why:
    "Weights that are tied in the model, and cloned or saved by a format that cannot tie them, take twice the room, " +
    "and a loader may train them apart.",
  basis: "measured",
  figures: {
    new_wasted: { unit: "bytes", about: "what copies take in the new file" },
    old_wasted: { unit: "bytes", about: "what copies take in the old file" },
    new_copies: { unit: "tensors", about: "tensors of the new file that repeat an earlier one" },
    old_copies: { unit: "tensors", about: "the same of the old file" },
    first_copy: { unit: "path", about: "the largest copy in the new file, or none" },
    copy_of: { unit: "path", about: "the first tensor that has the same elements" },
    side: { unit: "side", about: "the file that holds the copy, old or new" },
    wasted: { unit: "bytes", about: "what the copy takes" },
  },
  rank: "wasted",
  limits: { bytes: { most: BUDGET, unit: "bytes", about: "most that is read once more of each file" } },
  async measure(models, context) {
    const old = await findCopies(models, "old", context), fresh = await findCopies(models, "new", context);
    if (old.looked + fresh.looked === 0) return null;
    const largest = fresh.copies.toSorted((a, b) => b.bytes - a.bytes)[0];
    const tensors = [...old.copies, ...fresh.copies].map(({ path, copyOf, side, bytes }) => {
      return { path, figures: { copy_of: copyOf, side, wasted: bytes } };
    });
    const left = [{ reason: "more would have to be read than the limit allows", tensors: old.left + fresh.left }];
    return {
      figures: {
        new_wasted: wastedOf(fresh),
        old_wasted: wastedOf(old),
        new_copies: fresh.copies.length,
        old_copies: old.copies.length,
        first_copy: largest?.path ?? "none",
      },
      tensors,
      ...(old.left + fresh.left > 0 ? { left_out: left } : {}),
    };
  },
};

/** A tensor that has the same elements as an earlier one. */
interface Copy {
  readonly path: string;
  readonly copyOf: string;
  readonly side: "old" | "new";
  readonly bytes: number;
}

/** What was found in one file. */
interface Copies {
  readonly copies: readonly Copy[];
  /** Tensors that look like another one. */
  readonly looked: number;
  /** Of those, how many were not held against another for want of budget. */
  readonly left: number;
}

async function findCopies(models: ModelPair, side: "old" | "new", context: AnalysisContext): Promise<Copies> {
  const copies: Copy[] = [];
  let looked = 0, left = 0, budget = BUDGET;
  for (const group of alikeTensors(models, side)) {
    looked += group.length;
    const firsts: AlikeTensor[] = [];
    for (const tensor of group) {
      const bytes = dataBytes(tensor.node);
      const needed = 2 * bytes * firsts.length;
      if (needed > budget) {
        left++;
        continue;
      }
      const first = await firstEqual(tensor.node, firsts, context);
      budget -= needed;
      if (first) copies.push({ path: tensor.path, copyOf: first.path, side, bytes });
      else firsts.push(tensor);
    }
  }
  return { copies, looked, left };
}

async function firstEqual(
  node: TensorNode,
  firsts: readonly AlikeTensor[],
  { limits: { blockBytes }, pulse }: AnalysisContext,
): Promise<AlikeTensor | undefined> {
  for (const first of firsts) {
    await pulse();
    if (await holdSame(node, first.node, blockBytes)) return first;
  }
  return undefined;
}

function wastedOf({ copies }: Copies): number {
  return copies.reduce((sum, { bytes }) => sum + bytes, 0);
}

import type { TensorStats } from "../../../model/measures.ts";
import { sameShape } from "../../../model/same_shape.ts";
import { dataBytes, elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelAnalysis, ModelTensor, Outcome } from "../analysis.ts";
import { LeftOut } from "../left_out.ts";
import { isTied } from "../number_pair.ts";
import { isPermuted, permutationsBetween, type StoredElements } from "./axis_permutation.ts";

const MOST_AXES = 6, MOST_BYTES = 2 ** 28;

/** Whether new tensors are old ones with their axes in another order. */
export const transpose: ModelAnalysis = {
  kind: "model",
  id: "transpose",
  title: "whether new is old with its axes in another order",
  group: "structure",
  since: "0.1.0",
  cost: "passes",
  formula: "new equals old.permute(axes), bit for bit: pairs of one type that changed and whose sizes are the same, " +
    "in whatever order. Tensors of which the shape is permuted are listed; those of the same shape (square ones) only " +
    "if their values are. Pairs that differ in an extreme or in a count of zeros or NaN are not read.",
  source: "torch.Tensor.permute; numpy.transpose",
  why: "Frameworks store linear and convolution weights in different orders of axes. A conversion of a square matrix " +
    "that forgot to transpose, or did it twice, raises no error when it is loaded.",
  basis: "measured",
  figures: {
    axes: { unit: "axes of old", about: "the order of old's axes in new" },
    looked_at: { unit: "tensors", about: "changed tensors of permutable shape" },
    transposed: { unit: "tensors", about: "of those, permuted bit for bit" },
  },
  limits: {
    axes: { most: MOST_AXES, unit: "axes", about: "most axes of a tensor" },
    bytes: { most: MOST_BYTES, unit: "bytes", about: "largest tensor" },
  },
  async measure({ tensors }, context) {
    const found: (Outcome & { readonly path: string })[] = [], left = new LeftOut();
    let budget = context.limits.analysisOperations, transposed = 0, lookedAt = 0;
    for (const each of tensors) {
      const pair = candidate(each);
      if (!pair) continue;
      const orders = pair.old.shape.length > MOST_AXES ? [] : [...permutationsBetween(pair.old.shape, pair.new.shape)];
      if (pair.old.shape.length > MOST_AXES) left.add(`it has more than ${MOST_AXES} axes`);
      else if (dataBytes(pair.old) > MOST_BYTES) left.add(`it has more than ${MOST_BYTES} bytes`);
      else if ((budget -= orders.length * elementCount(pair.old.shape)) < 0) {
        left.add("the budget of operations is spent");
      } else if (orders.length > 0) {
        const order = mayBePermuted(each) ? await findOrder(pair, orders, context) : undefined;
        lookedAt++;
        if (order) transposed++;
        if (order) found.push({ path: each.path, figures: { axes: order } });
        else if (!sameShape(pair.old, pair.new)) found.push({ path: each.path, ...NOT_PERMUTED });
        await context.pulse();
      }
    }
    if (lookedAt === 0) return left.isEmpty ? null : left.skipped();
    return { figures: { looked_at: lookedAt, transposed }, tensors: found, ...left.parts() };
  },
};

const NOT_PERMUTED: Outcome = {
  figures: { axes: null },
  unmeasured: { axes: "in no order of its axes is old new, bit for bit" },
};

/** A changed pair of one type with the same sizes, in whatever order. */
function candidate(
  { old, new: fresh, change }: ModelTensor,
): { readonly old: TensorNode; readonly new: TensorNode } | null {
  if (!old?.data || !fresh?.data || change.change === "unchanged" || isTied(change)) return null;
  if (old.dtype.name !== fresh.dtype.name || old.dtype.bits % 8 !== 0 || old.shape.length < 2) return null;
  const sizes = [old, fresh].map(({ shape }) => shape.toSorted((a, b) => a - b).join());
  return sizes[0] === sizes[1] && elementCount(old.shape) > 1 ? { old, new: fresh } : null;
}

/** Facts about values that do not depend on their order. */
const UNORDERED = [
  "min",
  "max",
  "zeros",
  "negative_zeros",
  "nan",
  "pos_inf",
  "neg_inf",
] as const satisfies (keyof TensorStats)[];

function mayBePermuted({ change: { old, new: fresh } }: ModelTensor): boolean {
  const before = old as Partial<TensorStats>, after = fresh as Partial<TensorStats>;
  return UNORDERED.every((name) => before[name] === after[name]);
}

async function findOrder(
  { old, new: fresh }: { readonly old: TensorNode; readonly new: TensorNode },
  orders: readonly (readonly number[])[],
  { pulse }: AnalysisContext,
): Promise<readonly number[] | undefined> {
  const before = await storedElements(old), after = await storedElements(fresh);
  for (const order of orders) {
    if (isPermuted(before, after, order)) return order;
    await pulse();
  }
  return undefined;
}

async function storedElements(tensor: TensorNode): Promise<StoredElements> {
  const bytes = new Uint8Array(dataBytes(tensor)), { shape, dtype } = tensor;
  let at = 0;
  for await (const block of tensor.data!.blocks(dtype.bits / 8 * BLOCK_ELEMENTS)) {
    bytes.set(block, at);
    at += block.length;
  }
  const each = dtype.bits / 8;
  if (each % 4 === 0) return { shape, words: new Uint32Array(bytes.buffer), wordsEach: each / 4 };
  if (each === 2) return { shape, words: new Uint16Array(bytes.buffer), wordsEach: 1 };
  return { shape, words: bytes, wordsEach: each };
}

const BLOCK_ELEMENTS = 32768;

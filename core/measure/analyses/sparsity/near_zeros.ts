import type { TensorFacts } from "../../../model/report.ts";
import type { TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, Outcome, TensorAnalysis } from "../analysis.ts";
import { mergeSides, type SideFigures } from "../merge_sides.ts";
import { valueChunks } from "../value_chunks.ts";

const SHARE_OF_LARGEST = 1e-3;

/** Values that are small beside the largest one. */
export const nearZeros: TensorAnalysis = {
  kind: "tensor",
  id: "near-zeros",
  title: "values that are small beside the largest one",
  group: "sparsity",
  since: "0.1.0",
  cost: "passes",
  formula:
    `The share of finite values with |x| <= ${SHARE_OF_LARGEST} max |x|, exact zeros among them. The largest one ` +
    "is known from the first reading; the second counts.",
  source: "numpy.mean(numpy.abs(x) <= 1e-3 * numpy.abs(x).max())",
  why: "They could be pruned at little cost; when their share jumps, a tensor was pruned to small numbers instead of " +
    "zeros, or one value has grown far beyond all others.",
  basis: "measured",
  figures: {
    old_share: { unit: "share of finite values", about: "old values near zero" },
    new_share: { unit: "share of finite values", about: "new values near zero" },
    share_change: { unit: "share of finite values", about: "size of the change of that share" },
    old_threshold: { unit: "value", about: "the most that is near zero in old" },
    new_threshold: { unit: "value", about: "the most that is near zero in new" },
  },
  rank: "share_change",
  plan({ old, new: fresh, change }) {
    const facts = { old: change.old as TensorFacts, new: change.new as TensorFacts };
    return {
      operations: 4 * facts.old.elements,
      async measure(context) {
        const before = await sideFigures(old, facts.old, context), after = await sideFigures(fresh, facts.new, context);
        return withChange(mergeSides(before, after));
      },
    };
  },
};

/** With the change of the share where both sides have one. */
function withChange({ figures, unmeasured }: Outcome): Outcome {
  const { old_share: before, new_share: after } = figures;
  if (typeof before === "number" && typeof after === "number") {
    return { figures: { ...figures, share_change: Math.abs(after - before) } };
  }
  return {
    figures: { ...figures, share_change: null },
    unmeasured: { ...unmeasured, share_change: "a side has no finite value" },
  };
}

async function sideFigures(tensor: TensorNode, facts: TensorFacts, { limits }: AnalysisContext): Promise<SideFigures> {
  const { min = null, max = null } = facts;
  if (min === null || max === null) return { share: NO_VALUE, threshold: NO_VALUE };
  const threshold = SHARE_OF_LARGEST * Math.max(Number(max), -Number(min));
  let near = 0, finite = 0;
  for await (const values of valueChunks(tensor, limits)) {
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i]!);
      if (size <= threshold) near++;
      if (size - size === 0) finite++;
    }
  }
  return { share: near / finite, threshold };
}

const NO_VALUE = { reason: "no finite value" };

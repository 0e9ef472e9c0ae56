import type { TensorFacts } from "../../../model/report.ts";
import type { TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, TensorAnalysis } from "../analysis.ts";
import { mergeSides, type SideFigures } from "../merge_sides.ts";
import { valueChunks } from "../value_chunks.ts";

const SIGMAS = 6;

/** Values far from the mean. */
export const outliers: TensorAnalysis = {
  kind: "tensor",
  id: "outliers",
  title: `values beyond ${SIGMAS} standard deviations`,
  group: "distribution",
  since: "0.1.0",
  cost: "passes",
  formula:
    `The share of finite values with |x - mu| > ${SIGMAS} sigma, sigma being the population standard deviation, ` +
    "and the largest |x - mu| / sigma. A tensor is read once more only if that is larger.",
  source: "Dettmers et al. 2022, LLM.int8(), arXiv 2208.07339",
  why:
    "A few large values set the scale of a quantized tensor and leave few levels for all others. Of normal values, " +
    "two in a billion are that far away.",
  basis: "measured",
  figures: {
    old_share: { unit: "share of finite values", about: `old values beyond ${SIGMAS} sigma` },
    new_share: { unit: "share of finite values", about: `new values beyond ${SIGMAS} sigma` },
    old_largest: { unit: "sigma", about: "largest distance of an old value from the mean" },
    new_largest: { unit: "sigma", about: "largest distance of a new value from the mean" },
  },
  rank: "new_largest",
  plan({ old, new: fresh, change }) {
    const before = spreadOf(change.old as TensorFacts), after = spreadOf(change.new as TensorFacts);
    return {
      operations: 3 * [before, after].filter(isRead).length * (change.old as TensorFacts).elements,
      measure: async (context) =>
        mergeSides(await sideFigures(old, before, context), await sideFigures(fresh, after, context)),
    };
  },
};

/** Where the values of a tensor lie, or why that has no spread. */
type Spread = { readonly mean: number; readonly std: number; readonly largest: number } | { readonly reason: string };

function spreadOf({ mean = null, std = null, min = null, max = null }: TensorFacts): Spread {
  if (mean === null || std === null) return { reason: "no finite value" };
  if (std === 0) return { reason: "all values are equal" };
  const largest = Math.max(Number(max) - mean, mean - Number(min)) / std;
  return Number.isFinite(largest) ? { mean, std, largest } : { reason: "the standard deviation is beyond float64" };
}

function isRead(spread: Spread): boolean {
  return "largest" in spread && spread.largest > SIGMAS;
}

async function sideFigures(tensor: TensorNode, spread: Spread, { limits }: AnalysisContext): Promise<SideFigures> {
  if ("reason" in spread) return { share: spread, largest: spread };
  const { mean, std, largest } = spread;
  if (!isRead(spread)) return { share: 0, largest };
  const most = SIGMAS * std;
  let beyond = 0, finite = 0;
  for await (const values of valueChunks(tensor, limits)) {
    for (let i = 0; i < values.length; i++) {
      const distance = Math.abs(values[i]! - mean);
      if (distance - distance !== 0) continue;
      finite++;
      if (distance > most) beyond++;
    }
  }
  return { share: beyond / finite, largest };
}

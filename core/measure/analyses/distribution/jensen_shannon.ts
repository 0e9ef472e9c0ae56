import type { DistributionAnalysis } from "../analysis.ts";
import { BINS_FIGURES, SHARED_BINS, sharedBins } from "./shared_bins.ts";

/** How far the distributions of values are apart, as information. */
export const jensenShannon: DistributionAnalysis = {
  kind: "distribution",
  id: "jensen-shannon",
  title: "how far distributions are apart, as entropy",
  group: "distribution",
  since: "0.1.0",
  cost: "table",
  formula: `sqrt((KL(p, m) + KL(q, m)) / 2) with m = (p + q) / 2 and the natural logarithm. ${SHARED_BINS}`,
  source: "scipy.spatial.distance.jensenshannon; Lin 1991, Divergence measures based on the Shannon entropy",
  why: "It is 0 for equal distributions and 0.83 for those without a common value, whatever the scale of the values: " +
    "tensors of one model can be held against each other.",
  basis: "binned",
  figures: {
    distance: { unit: "0 to sqrt(ln 2)", about: "Jensen-Shannon distance" },
    ...BINS_FIGURES,
  },
  rank: "distance",
  measure(counted) {
    const { old, new: fresh, figures } = sharedBins(counted);
    let divergence = 0;
    for (let i = 0; i < old.length; i++) {
      const middle = (old[i]! + fresh[i]!) / 2, off = (old[i]! - fresh[i]!) / 2;
      divergence += relativeEntropy(old[i]!, off / middle) + relativeEntropy(fresh[i]!, -off / middle);
    }
    return { figures: { distance: Math.sqrt(Math.max(0, divergence / 2)), ...figures } };
  },
};

/** A term of the Kullback-Leibler divergence, of a share that is larger than the other by a part of that; near 0 precise. */
function relativeEntropy(share: number, excess: number): number {
  return share === 0 ? 0 : share * Math.log1p(excess);
}

import type { DistributionAnalysis } from "../analysis.ts";
import { BINS_FIGURES, SHARED_BINS, sharedBins } from "./shared_bins.ts";

/** How far the distributions of values are apart, as shares. */
export const hellinger: DistributionAnalysis = {
  kind: "distribution",
  id: "hellinger",
  title: "how far distributions are apart, as shares",
  group: "distribution",
  since: "0.1.0",
  cost: "table",
  formula: `Hellinger distance sqrt(1 - sum sqrt(p q)), computed as sqrt(sum (sqrt(p) - sqrt(q))^2 / 2); total ` +
    `variation sum |p - q| / 2. ${SHARED_BINS}`,
  source: "Gibbs and Su 2002, On choosing and bounding probability metrics",
  why: "Total variation is the share of values that would have to move for the distributions to be equal; the " +
    "Hellinger distance weighs rare values more. Both reach from 0 to 1.",
  basis: "binned",
  figures: {
    distance: { unit: "0 to 1", about: "Hellinger distance" },
    total_variation: { unit: "share of values", about: "total variation distance" },
    ...BINS_FIGURES,
  },
  rank: "distance",
  measure(counted) {
    const { old, new: fresh, figures } = sharedBins(counted);
    let squares = 0, sizes = 0;
    for (let i = 0; i < old.length; i++) {
      squares += (Math.sqrt(old[i]!) - Math.sqrt(fresh[i]!)) ** 2;
      sizes += Math.abs(old[i]! - fresh[i]!);
    }
    return { figures: { distance: Math.sqrt(squares / 2), total_variation: sizes / 2, ...figures } };
  },
};

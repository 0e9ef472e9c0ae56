import { totalOf } from "../../distribution/value_counts.ts";
import type { DistributionAnalysis } from "../analysis.ts";
import { binShares, quantileEdges } from "./quantile_bins.ts";
import { BINS_FIGURES } from "./shared_bins.ts";

const BINS = 10, FLOOR = 1e-4;

/** The population stability index, beside what chance alone would give. */
export const populationStability: DistributionAnalysis = {
  kind: "distribution",
  id: "population-stability",
  title: "the population stability index and its noise",
  group: "distribution",
  since: "0.1.0",
  cost: "table",
  formula:
    `psi.q${BINS}: sum (q - p) ln(q / p), where p and q are the shares of old and new in ${BINS} bins that end ` +
    `at the quantiles 0.1, 0.2 ... 0.9 of old; shares below ${FLOOR} are raised to it. Equal quantiles make one bin; ` +
    "there are fewer then. The null mean is (B - 1) (1/n + 1/m) for B bins and n and m finite values: the mean of " +
    "the index of two independent samples of one distribution.",
  source: "Yurdakul and Naranjo 2020, Statistical properties of the population stability index; floor as in evidently",
  why: "An index is no sign of a change unless it is well above the null mean. The usual limits of 0.1 and 0.25 are " +
    "for samples of some hundreds.",
  basis: "binned",
  figures: {
    index: { unit: "nats", about: "population stability index" },
    null_mean: { unit: "nats", about: "its mean if both were samples of one distribution" },
    floored: { unit: "bins", about: "bins in which a share was raised to the floor" },
    bins: { unit: "bins", about: "bins between quantiles of old" },
    basis: BINS_FIGURES.basis,
  },
  rank: "index",
  measure({ old, new: fresh }) {
    const edges = quantileEdges(old, BINS), bins = edges.length + 1;
    if (bins === 1) return { skipped: "the old tensor has one value, which has no quantiles to tell apart" };
    const before = binShares(old, edges), after = binShares(fresh, edges);
    let index = 0, floored = 0;
    for (let i = 0; i < bins; i++) {
      if (Math.min(before[i]!, after[i]!) < FLOOR) floored++;
      const p = Math.max(FLOOR, before[i]!), q = Math.max(FLOOR, after[i]!);
      index += (q - p) * Math.log(q / p);
    }
    const nullMean = (bins - 1) * (1 / totalOf(old) + 1 / totalOf(fresh));
    return { figures: { index, null_mean: nullMean, floored, bins, basis: old.basis } };
  },
};

import type { Rule } from "../../model/rule.ts";

/** The running statistics of a normalisation moved far. */
export const normalisationDrift: Rule = {
  id: "normalisation-drift",
  title: "running statistics of a normalisation that moved by {limits.nats} nats and more",
  group: "training",
  since: "0.1.0",
  scope: "tensor",
  when: "has(analysis.channels) && path.endsWith('running_mean')",
  reads: ["analysis.symmetric_kl", "analysis.largest_kl", "analysis.worst_channel", "analysis.channels"],
  whom: "normalisations",
  limits: {
    nats: { default: 2, unit: "nats", about: "mean symmetric divergence of the channels' Gaussians" },
  },
  levels: [{ severity: "warn", if: "analysis.symmetric_kl >= limits.nats" }],
  message: "mean and variance of {analysis.channels | counted channel} drifted by {analysis.symmetric_kl | figure} " +
    "nats on average, the most in channel {analysis.worst_channel | count}: {analysis.largest_kl | figure}",
  basis: "measured",
  why: "The layer scales what it gets by statistics of other inputs than before: the data changed, or their " +
    "preprocessing, or the layers before it diverged. In evaluation everything behind it moves with them.",
  remedy: "See whether both models were trained on the same data in the same scale; where the new data are right, " +
    "estimate the statistics again by a pass over them.",
  examples: [
    {
      given: {
        path: "bn1.running_mean",
        analysis: { channels: 64, symmetric_kl: 5.5, largest_kl: 71.2, worst_channel: 7 },
      },
      expect: "warn",
      message: "mean and variance of 64 channels drifted by 5.50 nats on average, the most in channel 7: 71.2",
    },
    {
      given: {
        path: "bn1.running_mean",
        analysis: { channels: 64, symmetric_kl: 0.1, largest_kl: 0.4, worst_channel: 7 },
      },
      expect: "nothing",
    },
    { given: { path: "bn1.running_mean", analysis: { channels: 64 } }, expect: "unmeasured" },
    { given: { path: "bn1.running_var", analysis: { channels: 64 } }, expect: "outside" },
    { given: { path: "conv.running_mean", analysis: {} }, expect: "outside" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** Scales of a normalisation went to zero. */
export const gammaCollapse: Rule = {
  id: "gamma-collapse",
  title: "{limits.share} and more of the scales of a normalisation next to zero that were not",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "has(analysis.scales) && path.endsWith('weight')",
  reads: ["analysis.old_collapsed", "analysis.new_collapsed"],
  whom: "normalisations",
  limits: {
    share: { default: 0.1, unit: "share of the scales", about: "by how much the share with |gamma| < 1e-3 grew" },
  },
  levels: [{ severity: "warn", if: "analysis.new_collapsed - analysis.old_collapsed >= limits.share" }],
  message: "{analysis.new_collapsed | share} of the scales are next to zero, before {analysis.old_collapsed | share} " +
    "(a normalisation by its name)",
  basis: "inferred",
  why: "Channels whose scale is next to zero pass on a constant: they do nothing any more, and little comes back to " +
    "the layers before them.",
  remedy: "Where channels were not pruned on purpose, look for a weight decay that acts on normalisations, or for a " +
    "learning rate that is too high.",
  examples: [
    {
      given: { path: "norm.weight", analysis: { scales: 64, old_collapsed: 0, new_collapsed: 0.25 } },
      expect: "warn",
      message: "25.0 % of the scales are next to zero, before 0.0 % (a normalisation by its name)",
    },
    {
      given: { path: "norm.weight", analysis: { scales: 64, old_collapsed: 1, new_collapsed: 1 } },
      expect: "nothing",
    },
    { given: { path: "norm.weight", analysis: { scales: 0 } }, expect: "unmeasured" },
    { given: { path: "fc.weight", analysis: {} }, expect: "outside" },
  ],
};

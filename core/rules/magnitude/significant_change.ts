import type { Rule } from "../../model/rule.ts";

/** A tensor moved by a share of its own length. */
export const significantChange: Rule = {
  id: "significant-change",
  title: "relative L2 change of at least {limits.relative_l2}",
  group: "magnitude",
  since: "0.1.0",
  scope: "tensor",
  together: "never",
  when: "in_old && in_new && change != 'unchanged'",
  reads: ["measures.relative_l2"],
  limits: {
    relative_l2: {
      default: 0.01,
      unit: "share of the norm of old",
      about: "the relative L2 change from which a tensor counts in significant_changes",
    },
  },
  levels: [{ severity: "info", if: "measures.relative_l2 >= limits.relative_l2" }],
  message: "relative L2 change {measures.relative_l2 | figure}, at least {limits.relative_l2}",
  basis: "measured",
  why: "It tells tensors that training moved from those that rounding or a few small steps touched.",
  remedy:
    "None is needed if the tensor was meant to be trained. If it was to stay frozen, look at which parameters the " +
    "optimizer was given.",
  examples: [
    { given: { measures: { relative_l2: 0.01 } }, expect: "info", message: "relative L2 change 0.0100, at least 0.01" },
    { given: { measures: { relative_l2: 0.00999 } }, expect: "nothing" },
    { given: { change: "unchanged", measures: { relative_l2: 0.5 } }, expect: "outside" },
    { given: { measures: {} }, expect: "unmeasured" },
  ],
};

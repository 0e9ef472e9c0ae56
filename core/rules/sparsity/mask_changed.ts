import type { Rule } from "../../model/rule.ts";

/** Zeros of a sparse parameter moved to other places. */
export const maskChanged: Rule = {
  id: "mask-changed",
  title: "zeros that are none any more, in at least {limits.share} of the elements",
  group: "sparsity",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'parameter'",
  reads: ["measures.pruned", "measures.regrown", "old.zeros", "old.elements"],
  limits: {
    share: { default: 0.01, unit: "share of the elements", about: "the share of regrown elements that is told" },
  },
  levels: [{
    severity: "info",
    if: "old.elements > 0.0 && old.zeros < old.elements && measures.regrown >= limits.share * old.elements",
  }],
  message: "{measures.regrown | counted zero} regrown, {measures.pruned | counted element} pruned",
  basis: "measured",
  why: "A pruned model keeps its mask: where zeros are trained again, it was lost, or the method regrows weights on " +
    "purpose (RigL, arXiv 1911.11134).",
  remedy: "If the mask should stand, apply it after each step, and after loading.",
  examples: [
    {
      given: { old: { zeros: 60, elements: 100 }, measures: { regrown: 5, pruned: 1 } },
      expect: "info",
      message: "5 zeros regrown, 1 element pruned",
    },
    { given: { old: { zeros: 60, elements: 100 }, measures: { regrown: 0, pruned: 40 } }, expect: "nothing" },
    { given: { old: { zeros: 100, elements: 100 }, measures: { regrown: 100, pruned: 0 } }, expect: "nothing" },
    { given: { role: "buffer", old: {}, measures: {} }, expect: "outside" },
    { given: { old: { zeros: 1, elements: 100 }, measures: {} }, expect: "unmeasured" },
  ],
};

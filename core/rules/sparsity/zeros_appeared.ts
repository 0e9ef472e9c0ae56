import type { Rule } from "../../model/rule.ts";

/** A larger share of a parameter is exactly zero. */
export const zerosAppeared: Rule = {
  id: "zeros-appeared",
  title: "exact zeros in at least {limits.share} more of the elements",
  group: "sparsity",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'parameter' && new.elements > 0.0 && old.elements > 0.0",
  reads: ["old.zeros", "new.zeros", "old.elements", "new.elements"],
  limits: {
    share: { default: 0.1, unit: "share of the elements", about: "the growth of the share of zeros that is told" },
  },
  levels: [{
    severity: "info",
    if: "new.zeros / new.elements - old.zeros / old.elements >= limits.share && new.zeros < new.elements",
  }],
  message: "{old.zeros / old.elements | share} -> {new.zeros / new.elements | share} of the elements are zero",
  basis: "measured",
  why: "Training leaves few exact zeros: many of them are the mark of pruning, a mask, or an underflow after a cast.",
  remedy: "See whether it was pruned; if a narrower type did it, keep the old type or scale before the cast.",
  examples: [
    {
      given: { old: { zeros: 0, elements: 100 }, new: { zeros: 50, elements: 100 } },
      expect: "info",
      message: "0.0 % -> 50.0 % of the elements are zero",
    },
    { given: { old: { zeros: 0, elements: 100 }, new: { zeros: 5, elements: 100 } }, expect: "nothing" },
    { given: { role: "buffer", old: { elements: 1 }, new: { elements: 1 } }, expect: "outside" },
    { given: { old: { elements: 1 }, new: { elements: 1 } }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** A tensor has infinities that it did not have. */
export const infinityAppeared: Rule = {
  id: "infinity-appeared",
  title: "infinite values that the old file does not have",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new",
  reads: ["old.pos_inf", "old.neg_inf", "new.pos_inf", "new.neg_inf"],
  limits: {},
  levels: [{ severity: "warn", if: "new.pos_inf + new.neg_inf > old.pos_inf + old.neg_inf" }],
  message: "{new.pos_inf + new.neg_inf - old.pos_inf - old.neg_inf | counted infinite value} " +
    "that the old file does not have",
  basis: "measured",
  why: "An infinity in a parameter becomes NaN with the next subtraction or multiplication by zero. A mask may hold " +
    "infinities on purpose.",
  remedy:
    "See whether the tensor is a mask. If it is a weight, look for an overflow: a narrower type, a loss scale, a " +
    "division by zero.",
  examples: [
    {
      given: { old: { pos_inf: 1, neg_inf: 0 }, new: { pos_inf: 1, neg_inf: 1 } },
      expect: "warn",
      message: "1 infinite value that the old file does not have",
    },
    {
      given: { old: { pos_inf: 0, neg_inf: 0 }, new: { pos_inf: 2, neg_inf: 0 } },
      expect: "warn",
      message: "2 infinite values that the old file does not have",
    },
    { given: { old: { pos_inf: 0, neg_inf: 2 }, new: { pos_inf: 2, neg_inf: 0 } }, expect: "nothing" },
    { given: { old: { pos_inf: 0 }, new: { pos_inf: 2 } }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** An optimizer's moments are all zero that were not. */
export const momentsReset: Rule = {
  id: "moments-reset",
  title: "moments of the optimizer that are all zero in the new file, not in the old",
  group: "training",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'state' && (path.endsWith('.exp_avg') || path.endsWith('.exp_avg_sq') || " +
    "path.endsWith('.momentum_buffer') || path.endsWith('.square_avg'))",
  reads: ["old.zeros", "new.zeros", "old.elements", "new.elements"],
  limits: {},
  levels: [
    { severity: "warn", if: "new.elements > 0.0 && new.zeros == new.elements && old.zeros < old.elements" },
  ],
  message: "the moments are all zero; they were not",
  basis: "measured",
  why: "The optimizer starts anew: its first steps are larger than they should be, and the loss jumps.",
  remedy: "Load the optimizer's state together with the model's when training is resumed.",
  examples: [
    {
      given: {
        path: "optimizer.state.0.exp_avg",
        role: "state",
        old: { zeros: 0, elements: 8 },
        new: { zeros: 8, elements: 8 },
      },
      expect: "warn",
      message: "the moments are all zero; they were not",
    },
    {
      given: {
        path: "optimizer.state.0.exp_avg",
        role: "state",
        old: { zeros: 8, elements: 8 },
        new: { zeros: 8, elements: 8 },
      },
      expect: "nothing",
    },
    { given: { path: "fc.weight", old: {}, new: {} }, expect: "outside" },
    { given: { path: "state.0.exp_avg", role: "state", old: {}, new: {} }, expect: "unmeasured" },
  ],
};

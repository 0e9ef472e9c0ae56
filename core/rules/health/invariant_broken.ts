import type { Rule } from "../../model/rule.ts";

/** What cannot be negative is. */
export const invariantBroken: Rule = {
  id: "invariant-broken",
  title: "negative values where a variance or a sum of squares is kept",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_new && (path.endsWith('running_var') || path.endsWith('exp_avg_sq') || path.endsWith('square_avg'))",
  reads: ["new.min"],
  limits: {},
  levels: [{ severity: "error", if: "new.min < 0.0" }],
  message: "the smallest value is {new.min | figure}, and none can be negative",
  basis: "measured",
  why:
    "A running_var is a variance, exp_avg_sq and square_avg are means of squares. Their roots become NaN where they " +
    "are negative.",
  remedy: "The file is damaged, was averaged with wrong weights, or was cast to a type that wrapped around.",
  examples: [
    {
      given: { path: "bn1.running_var", new: { min: -0.25 } },
      expect: "error",
      message: "the smallest value is -0.250, and none can be negative",
    },
    { given: { path: "bn1.running_var", new: { min: 0 } }, expect: "nothing" },
    { given: { path: "bn1.running_mean", new: { min: -1 } }, expect: "outside" },
    { given: { path: "state.0.exp_avg_sq", new: {} }, expect: "unmeasured" },
  ],
};

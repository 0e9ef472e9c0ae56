import type { Rule } from "../../model/rule.ts";

/** Few tensors hold nearly all of the change. */
export const changeConcentrated: Rule = {
  id: "change-concentrated",
  title: "nine tenths of the squared change in at most {limits.share} of the changed parameter tensors",
  group: "magnitude",
  since: "0.1.0",
  scope: "model",
  when: "model.moved_tensors >= limits.tensors",
  reads: ["model.moved_tensors", "model.leading_tensors"],
  limits: {
    share: {
      default: 0.25,
      unit: "share of the changed tensors",
      about: "the most tensors, as a share, that count as few",
    },
    tensors: { default: 4, unit: "tensors", about: "the changed tensors from which the question makes sense" },
  },
  levels: [{ severity: "info", if: "model.leading_tensors <= limits.share * model.moved_tensors" }],
  message: "90 % of the sum of squared differences is in {model.leading_tensors | count} of " +
    "{model.moved_tensors | counted changed parameter tensor}",
  basis: "measured",
  why:
    "The sum of squared differences adds up over tensors, so that it tells where an update went, whatever the size " +
    "of the model.",
  remedy: "Look at those tensors first: --top, or --tensor-details.",
  examples: [
    {
      given: { model: { moved_tensors: 60, leading_tensors: 2 } },
      expect: "info",
      message: "90 % of the sum of squared differences is in 2 of 60 changed parameter tensors",
    },
    { given: { model: { moved_tensors: 60, leading_tensors: 30 } }, expect: "nothing" },
    { given: { model: { moved_tensors: 3, leading_tensors: 1 } }, expect: "outside" },
  ],
};

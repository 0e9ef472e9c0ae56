import type { Rule } from "../../model/rule.ts";

/** How far training went between the two files. */
export const progress: Rule = {
  id: "progress",
  title: "counters of training that moved",
  group: "training",
  since: "0.1.0",
  scope: "model",
  reads: ["model.counters_forward", "model.counters_back"],
  limits: {},
  levels: [
    {
      severity: "warn",
      if: "model.counters_forward != '' && model.counters_back != ''",
      message: "the counters disagree: {model.counters_forward}, but {model.counters_back}",
    },
    {
      severity: "info",
      if: "model.counters_back != ''",
      message: "the new file is the earlier one: {model.counters_back}",
    },
    { severity: "info", if: "model.counters_forward != ''" },
  ],
  message: "{model.counters_forward}",
  basis: "measured",
  why:
    "Epochs, steps and batches that the files themselves count tell how much training lies between them. Where one " +
    "counter goes on and another goes back, parts of the checkpoint are of different moments.",
  remedy: "If they disagree, see which parts were loaded when the run was resumed.",
  examples: [
    {
      given: { model: { counters_forward: "epoch 1 -> 2", counters_back: "step 90 -> 10" } },
      expect: "warn",
      message: "the counters disagree: epoch 1 -> 2, but step 90 -> 10",
    },
    {
      given: { model: { counters_forward: "", counters_back: "epoch 2 -> 1" } },
      expect: "info",
      message: "the new file is the earlier one: epoch 2 -> 1",
    },
    {
      given: { model: { counters_forward: "epoch 1 -> 2", counters_back: "" } },
      expect: "info",
      message: "epoch 1 -> 2",
    },
    { given: { model: { counters_forward: "", counters_back: "" } }, expect: "nothing" },
  ],
};

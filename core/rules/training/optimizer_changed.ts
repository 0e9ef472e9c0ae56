import type { Rule } from "../../model/rule.ts";

/** The state is that of another optimizer. */
export const optimizerChanged: Rule = {
  id: "optimizer-changed",
  title: "state of another kind of optimizer",
  group: "training",
  since: "0.1.0",
  scope: "model",
  when: "model.old_optimizer != '' && model.new_optimizer != ''",
  reads: [],
  limits: {},
  levels: [{ severity: "info", if: "model.old_optimizer != model.new_optimizer" }],
  message: "by the names of its state, {model.old_optimizer} became {model.new_optimizer}",
  basis: "inferred",
  why: "Each optimizer keeps tensors of its own for each parameter (torch.optim): Adam exp_avg and exp_avg_sq, SGD " +
    "momentum_buffer, RMSprop square_avg. State of one is of no use to another.",
  remedy: "See which optimizer the run was to have.",
  examples: [
    {
      given: { model: { old_optimizer: "Adam", new_optimizer: "RMSprop" } },
      expect: "info",
      message: "by the names of its state, Adam became RMSprop",
    },
    { given: { model: { old_optimizer: "Adam", new_optimizer: "Adam" } }, expect: "nothing" },
    { given: { model: { old_optimizer: "Adam", new_optimizer: "" } }, expect: "outside" },
  ],
};

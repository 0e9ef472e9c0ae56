import type { Rule } from "../../model/rule.ts";

/** All parameters of a module are the same, bit for bit, while other tensors changed. */
export const frozenPart: Rule = {
  id: "frozen-part",
  title: "modules whose parameters are all unchanged while others changed",
  group: "magnitude",
  since: "0.1.0",
  scope: "tensor",
  together: "whole",
  whom: "parameter tensors",
  when: "in_old && in_new && role == 'parameter' && model.changed_tensors > 0.0",
  reads: [],
  limits: {},
  levels: [{ severity: "info", if: "change == 'unchanged'" }],
  message: "unchanged, while other tensors changed",
  basis: "measured",
  why: "It shows what a fine-tuning run left alone: a frozen backbone, an adapter's base. Where all of a model was " +
    "to be trained, those parameters got no gradient.",
  remedy: "If the part was to be trained, see whether it requires gradients and is in the optimizer's groups.",
  examples: [
    {
      given: { change: "unchanged", model: { changed_tensors: 2 } },
      expect: "info",
      message: "unchanged, while other tensors changed",
    },
    { given: { change: "revalued", model: { changed_tensors: 2 } }, expect: "nothing" },
    { given: { change: "unchanged", model: { changed_tensors: 0 } }, expect: "outside" },
    { given: { change: "unchanged", role: "buffer", model: { changed_tensors: 2 } }, expect: "outside" },
  ],
};

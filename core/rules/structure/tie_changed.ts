import type { Rule } from "../../model/rule.ts";

/** Two names of the same elements became two tensors, or the other way round. */
export const tieChanged: Rule = {
  id: "tie-changed",
  title: "tied in one file only, or to another tensor",
  group: "structure",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new",
  reads: ["old.tied_to", "new.tied_to"],
  limits: {},
  levels: [
    {
      severity: "info",
      if: "old.tied_to != '' && new.tied_to == ''",
      message: "tied to {old.tied_to | quoted} in the old file only",
    },
    {
      severity: "info",
      if: "old.tied_to == '' && new.tied_to != ''",
      message: "tied to {new.tied_to | quoted} in the new file only",
    },
    { severity: "info", if: "old.tied_to != new.tied_to" },
  ],
  message: "tied to {old.tied_to | quoted} in the old file, to {new.tied_to | quoted} in the new",
  basis: "measured",
  why:
    "Tied weights are one tensor under two names: they are trained together and stored once. Where the tie is lost, " +
    "the copies drift apart and the file grows.",
  remedy: "If the tie should stand, tie the weights again after loading (in transformers: tie_weights) and save anew.",
  examples: [
    {
      given: { old: { tied_to: "wte.weight" }, new: { tied_to: "" } },
      expect: "info",
      message: 'tied to "wte.weight" in the old file only',
    },
    {
      given: { old: { tied_to: "" }, new: { tied_to: "wte.weight" } },
      expect: "info",
      message: 'tied to "wte.weight" in the new file only',
    },
    {
      given: { old: { tied_to: "a" }, new: { tied_to: "b" } },
      expect: "info",
      message: 'tied to "a" in the old file, to "b" in the new',
    },
    { given: { old: { tied_to: "a" }, new: { tied_to: "a" } }, expect: "nothing" },
    { given: { in_new: false, old: { tied_to: "a" } }, expect: "outside" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** The new file stores tensors more than once that the old one did not. */
export const duplicateTensors: Rule = {
  id: "duplicate-tensors",
  title: "tensors stored more than once in the new file, with more bytes than in the old",
  group: "structure",
  since: "0.1.0",
  scope: "model",
  when: "has(analysis.new_wasted)",
  reads: ["analysis.old_wasted", "analysis.new_wasted", "analysis.new_copies", "analysis.first_copy"],
  limits: {},
  levels: [{ severity: "info", if: "analysis.new_wasted > analysis.old_wasted" }],
  message:
    "{analysis.new_wasted | counted byte} in {analysis.new_copies | counted tensor} equal to others, the largest " +
    "{analysis.first_copy | quoted}; before {analysis.old_wasted | count}",
  basis: "measured",
  why:
    "Equal tensors that are stored apart were tied and have been cloned, or are copies that nobody needs: they take " +
    "room, and are trained apart from then on.",
  remedy: "Tie them again after loading, or save the model by a function that keeps ties, such as " +
    "safetensors.torch.save_model.",
  examples: [
    {
      given: { analysis: { old_wasted: 0, new_wasted: 4096, new_copies: 1, first_copy: "head.weight" } },
      expect: "info",
      message: '4,096 bytes in 1 tensor equal to others, the largest "head.weight"; before 0',
    },
    {
      given: { analysis: { old_wasted: 4096, new_wasted: 4096, new_copies: 1, first_copy: "head.weight" } },
      expect: "nothing",
    },
    { given: { analysis: {} }, expect: "outside" },
  ],
};

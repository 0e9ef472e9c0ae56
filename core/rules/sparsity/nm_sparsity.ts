import type { Rule } from "../../model/rule.ts";

/** A parameter has an N:M pattern of zeros throughout that it did not have. */
export const nmSparsity: Rule = {
  id: "nm-sparsity",
  title: "an N:M pattern of zeros in all groups of the new file, not of the old",
  group: "sparsity",
  since: "0.1.0",
  scope: "tensor",
  whom: "tensors with groups of zeros",
  when: "in_old && in_new && role == 'parameter'",
  reads: ["old.share_1_4", "new.share_1_4", "old.share_2_4", "new.share_2_4", "old.share_4_8", "new.share_4_8"],
  limits: {},
  // All zero is no pattern. Each of them implies those that follow.
  levels: [
    {
      severity: "info",
      if: "new.share_1_4 == 1.0 && old.share_1_4 < 1.0 && new.zeros < new.elements",
      message: "1:4 sparsity, at most 1 of 4 elements along the last axis is not zero",
    },
    {
      severity: "info",
      if: "new.share_2_4 == 1.0 && old.share_2_4 < 1.0 && new.zeros < new.elements",
      message: "2:4 sparsity, at most 2 of 4 elements along the last axis are not zero",
    },
    {
      severity: "info",
      if: "new.share_4_8 == 1.0 && old.share_4_8 < 1.0 && new.zeros < new.elements",
    },
  ],
  message: "4:8 sparsity, at most 4 of 8 elements along the last axis are not zero",
  basis: "measured",
  why: "Some matrix units compute 2:4 sparse weights faster (arXiv 2104.08378), if every group has the pattern.",
  remedy: "Store and run the layer in a format that makes use of the pattern; as a dense tensor it saves nothing.",
  examples: [
    {
      given: {
        old: { share_1_4: 0, share_2_4: 0, share_4_8: 0 },
        new: { share_1_4: 0.1, share_2_4: 1, share_4_8: 1, zeros: 128, elements: 256 },
      },
      expect: "info",
      message: "2:4 sparsity, at most 2 of 4 elements along the last axis are not zero",
    },
    {
      given: {
        old: { share_1_4: 0, share_2_4: 1, share_4_8: 1 },
        new: { share_1_4: 1, share_2_4: 1, share_4_8: 1, zeros: 192, elements: 256 },
      },
      expect: "info",
      message: "1:4 sparsity, at most 1 of 4 elements along the last axis is not zero",
    },
    {
      given: {
        old: { share_1_4: 0, share_2_4: 0.2, share_4_8: 0.1 },
        new: { share_1_4: 0.1, share_2_4: 0.7, share_4_8: 1, zeros: 128, elements: 256 },
      },
      expect: "info",
      message: "4:8 sparsity, at most 4 of 8 elements along the last axis are not zero",
    },
    {
      given: {
        old: { share_1_4: 0, share_2_4: 0, share_4_8: 0 },
        new: { share_1_4: 0.3, share_2_4: 0.9, share_4_8: 0.9, zeros: 150, elements: 256 },
      },
      expect: "nothing",
    },
    {
      given: {
        old: { share_1_4: 0, share_2_4: 0, share_4_8: 0 },
        new: { share_1_4: 1, share_2_4: 1, share_4_8: 1, zeros: 256, elements: 256 },
      },
      expect: "nothing",
    },
    { given: { role: "buffer", old: {}, new: {} }, expect: "outside" },
    { given: { old: {}, new: { elements: 256 } }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** A part of the model has another number of blocks. */
export const depthChanged: Rule = {
  id: "depth-changed",
  title: "another number of blocks in a part that both models have",
  group: "structure",
  since: "0.1.0",
  scope: "model",
  when: "has(analysis.changed_depths)",
  reads: ["analysis.changed_depths", "analysis.depth_evidence"],
  limits: {},
  levels: [{ severity: "info", if: "analysis.changed_depths != 'none'" }],
  message: "blocks: {analysis.changed_depths}; inferred from names like {analysis.depth_evidence}",
  basis: "inferred",
  why:
    "Added or dropped blocks change what the model can do, its size and its speed, and explain most of the tensors " +
    "that came or went.",
  remedy: "Where the depth should be the same, compare the configurations that the models were built from.",
  examples: [
    {
      given: { analysis: { changed_depths: "layers 2 -> 4", depth_evidence: '"layers.3.weight"' } },
      expect: "info",
      message: 'blocks: layers 2 -> 4; inferred from names like "layers.3.weight"',
    },
    { given: { analysis: { changed_depths: "none", depth_evidence: '"layers.0.weight"' } }, expect: "nothing" },
    { given: { analysis: {} }, expect: "outside" },
  ],
};

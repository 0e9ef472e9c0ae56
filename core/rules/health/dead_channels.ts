import type { Rule } from "../../model/rule.ts";

/** Whole rows of a parameter have one value each, not zero, that had several. */
export const deadChannels: Rule = {
  id: "dead-channels",
  title: "rows of at least {limits.row_elements} elements of one value that the old file does not have",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'parameter' && change != 'reshaped'",
  reads: ["old.constant_rows", "new.constant_rows", "new.elements", "new.std"],
  limits: {
    row_elements: {
      default: 8,
      unit: "elements",
      about: "the shortest row that is looked at: in a narrow type the few elements of a short one are equal by chance",
    },
  },
  levels: [{
    severity: "warn",
    if: "new.constant_rows > old.constant_rows && new.std > 0.0 && new.elements >= limits.row_elements * new.rows",
  }],
  message: "{old.constant_rows | count} -> {new.constant_rows | count} of {new.rows | counted row} have one value " +
    "throughout, not zero",
  basis: "measured",
  why: "A row is an output channel. One whose weights are all equal tells its inputs apart no longer: it was filled, " +
    "clipped or saturated by a narrower type, and training does not end there.",
  remedy: "See which step wrote the rows: a clip, a cast that saturates, an initialisation of a part.",
  examples: [
    {
      given: { old: { constant_rows: 0 }, new: { constant_rows: 2, elements: 256, rows: 16, std: 0.1 } },
      expect: "warn",
      message: "0 -> 2 of 16 rows have one value throughout, not zero",
    },
    {
      given: { old: { constant_rows: 2 }, new: { constant_rows: 2, elements: 256, rows: 16, std: 0.1 } },
      expect: "nothing",
    },
    {
      given: { old: { constant_rows: 0 }, new: { constant_rows: 16, elements: 256, rows: 16, std: 0 } },
      expect: "nothing",
    },
    {
      given: { old: { constant_rows: 0 }, new: { constant_rows: 2, elements: 32, rows: 16, std: 0.1 } },
      expect: "nothing",
    },
    { given: { change: "reshaped", old: {}, new: {} }, expect: "outside" },
    { given: { old: {}, new: { elements: 256 } }, expect: "unmeasured" },
  ],
};

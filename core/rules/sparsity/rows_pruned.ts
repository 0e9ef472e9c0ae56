import type { Rule } from "../../model/rule.ts";

/** Whole rows or columns of a parameter became zero. */
export const rowsPruned: Rule = {
  id: "rows-pruned",
  title: "rows or columns of zeros that the old file does not have",
  group: "sparsity",
  since: "0.1.0",
  scope: "tensor",
  // A row that is added and not trained yet is zero as well.
  when: "in_old && in_new && role == 'parameter' && change != 'reshaped'",
  reads: ["old.zero_rows", "new.zero_rows", "old.zero_columns", "new.zero_columns", "new.zeros", "new.elements"],
  limits: {},
  levels: [
    {
      severity: "info",
      if: "new.zero_rows > old.zero_rows && new.zero_columns > old.zero_columns && new.zeros < new.elements",
      message: "{new.zero_rows - old.zero_rows | counted row} and " +
        "{new.zero_columns - old.zero_columns | counted column} more are zero throughout",
    },
    {
      severity: "info",
      if: "new.zero_rows > old.zero_rows && new.zeros < new.elements",
      message: "{old.zero_rows | count} -> {new.zero_rows | count} of {new.rows | counted row} are zero throughout",
    },
    { severity: "info", if: "new.zero_columns > old.zero_columns && new.zeros < new.elements" },
  ],
  message: "{old.zero_columns | count} -> {new.zero_columns | counted column} are zero throughout",
  basis: "measured",
  why: "A row is an output of its layer, a neuron or a filter; a column is an input. Structured pruning clears them " +
    "as a whole, and a layer of that size less gives the same results (as torch's ln_structured does).",
  remedy:
    "If it was pruned, take the rows out of the layer, and the columns that they feed out of the next one: zeros " +
    "by themselves make nothing smaller or faster.",
  examples: [
    {
      given: {
        old: { zero_rows: 0, zero_columns: 0 },
        new: { zero_rows: 8, zero_columns: 0, zeros: 128, elements: 256, rows: 16 },
      },
      expect: "info",
      message: "0 -> 8 of 16 rows are zero throughout",
    },
    {
      given: {
        old: { zero_rows: 0, zero_columns: 1 },
        new: { zero_rows: 0, zero_columns: 3, zeros: 48, elements: 256 },
      },
      expect: "info",
      message: "1 -> 3 columns are zero throughout",
    },
    {
      given: {
        old: { zero_rows: 0, zero_columns: 0 },
        new: { zero_rows: 1, zero_columns: 2, zeros: 46, elements: 256 },
      },
      expect: "info",
      message: "1 row and 2 columns more are zero throughout",
    },
    {
      given: {
        old: { zero_rows: 8, zero_columns: 0 },
        new: { zero_rows: 8, zero_columns: 0, zeros: 128, elements: 256 },
      },
      expect: "nothing",
    },
    {
      given: {
        old: { zero_rows: 0, zero_columns: 0 },
        new: { zero_rows: 16, zero_columns: 16, zeros: 256, elements: 256 },
      },
      expect: "nothing",
    },
    { given: { change: "reshaped", old: {}, new: {} }, expect: "outside" },
    { given: { old: {}, new: { elements: 256 } }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** A tensor has NaN that it did not have. */
export const nanAppeared: Rule = {
  id: "nan-appeared",
  title: "NaN that the old file does not have",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new",
  reads: ["old.nan", "new.nan"],
  limits: {},
  levels: [{ severity: "warn", if: "new.nan > old.nan" }],
  message: "{new.nan - old.nan | count} NaN that the old file does not have",
  basis: "measured",
  why: "A model gives NaN wherever a parameter or buffer with NaN is used, and training cannot mend it.",
  remedy: "Go back to the last checkpoint without NaN and look at what came before it: learning rate, loss scale, " +
    "the data of that step.",
  examples: [
    { given: { old: { nan: 1 }, new: { nan: 4 } }, expect: "warn", message: "3 NaN that the old file does not have" },
    {
      given: { old: { nan: 0 }, new: { nan: 12345 } },
      expect: "warn",
      message: "12,345 NaN that the old file does not have",
    },
    { given: { old: { nan: 4 }, new: { nan: 4 } }, expect: "nothing" },
    { given: { in_old: false, new: { nan: 4 } }, expect: "outside" },
    { given: { old: { dtype: "bytes" }, new: { dtype: "bytes" } }, expect: "unmeasured" },
  ],
};

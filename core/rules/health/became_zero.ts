import type { Rule } from "../../model/rule.ts";

/** All elements of a tensor are zero that were not. */
export const becameZero: Rule = {
  id: "became-zero",
  title: "all zero in the new file, not in the old",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role != 'state' && change != 'reshaped'",
  reads: ["old.zeros", "new.zeros", "old.elements", "new.elements"],
  limits: {},
  levels: [
    {
      severity: "warn",
      if: "new.elements > 0.0 && new.zeros == new.elements && old.zeros < old.elements && role == 'parameter'",
    },
    { severity: "info", if: "new.elements > 0.0 && new.zeros == new.elements && old.zeros < old.elements" },
  ],
  message: "all {new.elements | counted element} are zero; {old.elements - old.zeros | count} were not",
  basis: "measured",
  why: "A weight of zeros passes nothing on. It was reset, pruned away as a whole, or never loaded.",
  remedy: "See how the new file was written: a module that was made anew, a key that was not found, a mask.",
  examples: [
    {
      given: { old: { zeros: 1, elements: 4 }, new: { zeros: 4, elements: 4 } },
      expect: "warn",
      message: "all 4 elements are zero; 3 were not",
    },
    {
      given: { role: "buffer", old: { zeros: 0, elements: 1 }, new: { zeros: 1, elements: 1 } },
      expect: "info",
      message: "all 1 element are zero; 1 were not",
    },
    { given: { old: { zeros: 4, elements: 4 }, new: { zeros: 4, elements: 4 } }, expect: "nothing" },
    { given: { role: "state", old: {}, new: {} }, expect: "outside" },
    { given: { old: { elements: 4 }, new: { elements: 4 } }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** All elements of a tensor have one value, not zero, that had several. */
export const becameConstant: Rule = {
  id: "became-constant",
  title: "one value throughout in the new file, several in the old",
  group: "health",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'parameter' && change != 'reshaped'",
  reads: ["old.std", "new.std", "new.max", "new.elements", "new.zeros"],
  limits: {},
  levels: [
    { severity: "warn", if: "new.elements > 1.0 && new.std == 0.0 && old.std > 0.0 && new.zeros < new.elements" },
  ],
  message: "all {new.elements | counted element} are {new.max | figure}",
  basis: "measured",
  why: "A parameter of one value is what initialisation gives: it was reset, or filled.",
  remedy: "See whether the module was made anew after the checkpoint was loaded.",
  examples: [
    {
      given: { old: { std: 0.5 }, new: { std: 0, max: 1, elements: 64, zeros: 0 } },
      expect: "warn",
      message: "all 64 elements are 1.00",
    },
    { given: { old: { std: 0 }, new: { std: 0, max: 1, elements: 64, zeros: 0 } }, expect: "nothing" },
    { given: { role: "buffer", old: {}, new: {} }, expect: "outside" },
    { given: { old: { std: 1 }, new: { max: 1, elements: 64, zeros: 0 } }, expect: "unmeasured" },
  ],
};

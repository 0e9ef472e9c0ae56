import type { Rule } from "../../model/rule.ts";

/** The largest value of a parameter has grown by far. */
export const rangeGrowth: Rule = {
  id: "range-growth",
  title: "a largest absolute value {limits.factor} times that of the old file",
  group: "magnitude",
  since: "0.1.0",
  scope: "tensor",
  when: "in_old && in_new && role == 'parameter' && change != 'reshaped'",
  reads: ["old.dtype", "new.dtype", "old.min", "old.max", "new.min", "new.max"],
  limits: {
    factor: {
      default: 10,
      unit: "times the largest absolute value of the old file",
      about: "the growth from which a parameter is told",
    },
  },
  levels: [
    {
      severity: "warn",
      if: "old.dtype == new.dtype && new.max > limits.factor * old.max && new.max > -limits.factor * old.min && " +
        "(old.max > 0.0 || old.min < 0.0)",
    },
    {
      severity: "warn",
      if: "old.dtype == new.dtype && -new.min > limits.factor * old.max && -new.min > -limits.factor * old.min && " +
        "(old.max > 0.0 || old.min < 0.0)",
    },
  ],
  message: "values from {old.min | figure} to {old.max | figure} now reach from {new.min | figure} to " +
    "{new.max | figure}",
  basis: "measured",
  why: "A few values that outgrow all others are the usual sign of a run that begins to diverge, and they spoil the " +
    "scale of a later quantization.",
  remedy: "Look at the learning rate and at gradient clipping around that step.",
  examples: [
    {
      given: { old: { dtype: "float32", min: -1, max: 0.5 }, new: { dtype: "float32", min: -1, max: 12 } },
      expect: "warn",
      message: "values from -1.00 to 0.500 now reach from -1.00 to 12.0",
    },
    {
      given: { old: { dtype: "float32", min: -1, max: 0.5 }, new: { dtype: "float32", min: -11, max: 1 } },
      expect: "warn",
      message: "values from -1.00 to 0.500 now reach from -11.0 to 1.00",
    },
    {
      given: { old: { dtype: "float32", min: -1, max: 0.5 }, new: { dtype: "float32", min: -10, max: 10 } },
      expect: "nothing",
    },
    {
      given: { old: { dtype: "float32", min: 0, max: 0 }, new: { dtype: "float32", min: -1, max: 1 } },
      expect: "nothing",
    },
    { given: { role: "buffer", old: {}, new: {} }, expect: "outside" },
    {
      given: { old: { dtype: "float32", min: -1, max: 1 }, new: { dtype: "int8", min: -127, max: 127 } },
      expect: "nothing",
    },
    { given: { old: { min: 0 }, new: {} }, expect: "unmeasured" },
  ],
};

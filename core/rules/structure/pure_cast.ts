import type { Rule } from "../../model/rule.ts";
import { IS_NARROWED } from "./is_narrowed.ts";

/** A retyped tensor is the old one, cast. */
export const pureCast: Rule = {
  id: "pure-cast",
  title: "nothing but a cast to a narrower type",
  group: "structure",
  since: "0.1.0",
  scope: "tensor",
  whom: "narrowed tensors",
  when: IS_NARROWED,
  reads: ["measures.cast_mismatches", "measures.cast_rounding", "new.dtype", "old.elements"],
  limits: {},
  levels: [
    {
      severity: "info",
      if: "old.elements > 0.0 && measures.cast_mismatches == 0.0 && measures.cast_rounding == 'truncation'",
      message: "exactly old cut off to {new.dtype}",
    },
    { severity: "info", if: "old.elements > 0.0 && measures.cast_mismatches == 0.0" },
  ],
  message: "exactly old rounded to {new.dtype}",
  basis: "measured",
  why: "What differs comes from the narrower type alone: no weight was trained, merged or edited in between.",
  remedy: "Nothing, if the cast was meant. Values cut off instead of rounded are off by twice as much on average.",
  examples: [
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 9 },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 0, cast_rounding: "nearest" },
      },
      expect: "info",
      message: "exactly old rounded to float16",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 9 },
        new: { dtype: "bfloat16" },
        measures: { cast_mismatches: 0, cast_rounding: "truncation" },
      },
      expect: "info",
      message: "exactly old cut off to bfloat16",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 9 },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 1, cast_rounding: "nearest" },
      },
      expect: "nothing",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32" },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 0, cast_rounding: "nearest" },
      },
      expect: "unmeasured",
    },
    {
      given: { change: "retyped", old: { dtype: "float32" }, new: { dtype: "float64" }, measures: {} },
      expect: "outside",
    },
  ],
};

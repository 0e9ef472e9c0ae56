import type { Rule } from "../../model/rule.ts";
import { IS_NARROWED } from "./is_narrowed.ts";

/** A retyped tensor is the old one, cast, but for a few elements. */
export const castInexact: Rule = {
  id: "cast-inexact",
  title: "a cast to a narrower type but for at most {limits.share} of the elements",
  group: "structure",
  since: "0.1.0",
  scope: "tensor",
  when: IS_NARROWED,
  reads: ["measures.cast_mismatches", "new.dtype", "old.elements"],
  limits: {
    share: { default: 0.05, unit: "share of the elements", about: "up to which elements that are off stand out" },
  },
  levels: [{
    severity: "warn",
    if: "measures.cast_mismatches > 0.0 && measures.cast_mismatches <= limits.share * old.elements",
  }],
  message: "cast to {new.dtype} but for {measures.cast_mismatches | counted element}",
  basis: "measured",
  why: "Where nearly all elements are old cast to the new type, those that are not were clipped, edited or damaged; " +
    "where most are not, the tensor simply has other values.",
  remedy: "Look whether the converter clips what is beyond the type; else cast again and compare.",
  examples: [
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 100 },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 2 },
      },
      expect: "warn",
      message: "cast to float16 but for 2 elements",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 100 },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 0 },
      },
      expect: "nothing",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32", elements: 9 },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 8 },
      },
      expect: "nothing",
    },
    {
      given: {
        change: "retyped",
        old: { dtype: "float32" },
        new: { dtype: "float16" },
        measures: { cast_mismatches: 2 },
      },
      expect: "unmeasured",
    },
    {
      given: {
        change: "revalued",
        old: { dtype: "float32" },
        new: { dtype: "float32" },
        measures: { cast_mismatches: 2 },
      },
      expect: "outside",
    },
  ],
};

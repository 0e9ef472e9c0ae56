import type { Rule } from "../../model/rule.ts";

/** The elements of a tensor are of another type. */
export const dtypeChanged: Rule = {
  id: "dtype-changed",
  title: "another element type",
  group: "structure",
  since: "0.1.0",
  scope: "tensor",
  whom: "retyped tensors",
  when: "in_old && in_new && change == 'retyped'",
  reads: ["old.dtype", "new.dtype"],
  limits: {},
  levels: [{ severity: "info", if: "old.dtype != new.dtype" }],
  message: "{old.dtype} -> {new.dtype}",
  basis: "measured",
  why: "A narrower type loses digits, or range, or both; a wider one costs memory and brings nothing back.",
  remedy: "See whether the cast was meant, and the measures of each tensor for what it cost.",
  examples: [
    {
      given: { change: "retyped", old: { dtype: "float32" }, new: { dtype: "float16" } },
      expect: "info",
      message: "float32 -> float16",
    },
    { given: { change: "retyped", old: { dtype: "float32" }, new: { dtype: "float32" } }, expect: "nothing" },
    { given: { old: { dtype: "float32" }, new: { dtype: "float32" } }, expect: "outside" },
    { given: { change: "retyped", old: { dtype: "float32" } }, expect: "unmeasured" },
  ],
};

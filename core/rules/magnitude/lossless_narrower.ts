import type { Rule } from "../../model/rule.ts";

/** All parameters of the new file could be stored in a narrower type without loss. */
export const losslessNarrower: Rule = {
  id: "lossless-narrower",
  title: "all parameters are exact in a narrower type",
  group: "magnitude",
  since: "0.1.0",
  scope: "model",
  reads: ["model.narrower_type", "model.narrower_bytes"],
  limits: {
    bytes: { default: 1024, unit: "bytes", about: "the smallest saving that is told" },
  },
  levels: [{ severity: "info", if: "model.narrower_type != '' && model.narrower_bytes >= limits.bytes" }],
  message: "every parameter of the new file is exact in {model.narrower_type}: {model.narrower_bytes | count} bytes " +
    "less, without loss",
  basis: "measured",
  why:
    "A model that was trained or rounded in a narrow type and saved in a wide one takes more room for the same numbers. " +
    "Where it was to have the digits of the wide type, it has lost them somewhere.",
  remedy: "Cast the parameters before saving; if they should have more digits, see where they were rounded.",
  examples: [
    {
      given: { model: { narrower_type: "bfloat16", narrower_bytes: 23379024 } },
      expect: "info",
      message: "every parameter of the new file is exact in bfloat16: 23,379,024 bytes less, without loss",
    },
    { given: { model: { narrower_type: "bfloat16", narrower_bytes: 10 } }, expect: "nothing" },
    { given: { model: { narrower_type: "", narrower_bytes: 0 } }, expect: "nothing" },
    { given: { model: {} }, expect: "unmeasured" },
  ],
};

import type { Rule } from "../../model/rule.ts";

/** A pickle names callables that the old one does not. */
export const importsAppeared: Rule = {
  id: "imports-appeared",
  title: "callables in the pickle that the old file does not name",
  group: "safety",
  since: "0.1.0",
  scope: "model",
  reads: ["model.imports_added"],
  limits: {},
  levels: [{ severity: "warn", if: "model.imports_added != ''" }],
  message: "the new file's pickle names {model.imports_added | quoted}, beyond what it takes to load tensors",
  basis: "measured",
  why: "A pickle can call anything that Python can import when it is loaded. diffai imports and calls nothing.",
  remedy: "Load such a file with weights_only=True alone, or ask whoever made it for safetensors.",
  examples: [
    {
      given: { model: { imports_added: "os.system" } },
      expect: "warn",
      message: 'the new file\'s pickle names "os.system", beyond what it takes to load tensors',
    },
    { given: { model: { imports_added: "" } }, expect: "nothing" },
    { given: {}, expect: "unmeasured" },
  ],
};

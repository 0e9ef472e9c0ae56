import { RULE_GROUPS, type RuleLimit, SEVERITIES } from "../../model/rule.ts";
import { RULES } from "../../rules/rules.ts";
import { type Flag, FLAGS } from "../flags.ts";
import type { Shape } from "./shape.ts";

/** Flags that a file cannot set: a plugin is code, and the others are about the file itself or end the program. */
export const COMMAND_LINE_ONLY: ReadonlySet<string> = new Set([
  "plugin",
  "config",
  "no-config",
  "print-config",
  "version",
  "help",
]);

const TEXT: Shape = { type: "string" };
const NUMBER: Shape = { type: "number" };
const TEXTS: Shape = { type: "array", items: TEXT, minItems: 1 };
const SEVERITY: Shape = { type: "string", enum: SEVERITIES };

function record(
  description: string,
  properties: NonNullable<Shape["properties"]>,
  required?: readonly string[],
): Shape {
  return { description, type: "object", properties, additionalProperties: false, ...(required ? { required } : {}) };
}

/** A rule's setting; without limits, those of a rule of the user's own, whose names are checked later. */
function setting(description: string, limits: Readonly<Record<string, RuleLimit>> | null): Shape {
  const bounds: Shape = limits === null ? { type: "object", additionalProperties: NUMBER } : record(
    "Limits by name.",
    Object.fromEntries(
      Object.entries(limits).map(([name, { about, unit, default: value }]) => [
        name,
        { ...NUMBER, description: `${about}, ${unit}; ${value} if not set` },
      ]),
    ),
  );
  const about = { ...SEVERITY, description: "Of all its findings." };
  return {
    description,
    anyOf: [{ type: "string", enum: ["off"] }, record("Its settings.", { severity: about, limits: bounds })],
  };
}

const SETTINGS: Shape = {
  description: "What is set of each rule, by its id: off, or a severity and limits.",
  type: "object",
  properties: Object.fromEntries(RULES.map(({ id, title, limits }) => [id, setting(title, limits)])),
  additionalProperties: setting("A rule of `own`.", null),
};

const FACT: Shape = { anyOf: [TEXT, NUMBER, { type: "boolean" }] };

const EXAMPLE: Shape = record("What the rule must make of some facts; it is checked whenever the file is read.", {
  given: {
    description: "Facts by name, those of a side or a pair under old, new, measures. What is absent is not known.",
    type: "object",
    additionalProperties: { anyOf: [...FACT.anyOf!, { type: "object", additionalProperties: FACT }] },
  },
  expect: { type: "string", enum: [...SEVERITIES, "outside", "nothing", "unmeasured"] },
  message: TEXT,
}, ["given", "expect"]);

const LIMIT: Shape = record("A number that may be set.", {
  default: NUMBER,
  unit: { ...TEXT, description: "The unit, or what it is a share of." },
  about: { ...TEXT, description: "What it bounds." },
}, ["default"]);

const LEVEL: Shape = record("From when on a finding has a severity.", {
  severity: SEVERITY,
  if: { ...TEXT, description: "A condition in the Common Expression Language." },
  message: { ...TEXT, description: "Instead of the rule's message." },
}, ["severity", "if"]);

/** At least two words, so that none is what every object has, as "constructor" is. */
const OWN_ID = "^[a-z]+(-[a-z0-9]+)+$";

const OWN_RULE: Shape = record("A rule of your own, with the fields of the built-in ones.", {
  id: { ...TEXT, pattern: OWN_ID, description: "Words with dashes between them." },
  title: { ...TEXT, description: "What it finds." },
  group: { type: "string", enum: Object.keys(RULE_GROUPS) },
  since: { ...TEXT, description: "The version of yours that brought it." },
  scope: { type: "string", enum: ["tensor", "model"] },
  together: { type: "string", enum: ["whole", "never"] },
  whom: { ...TEXT, description: "What it is applied to, for messages about all of a module: tensors." },
  when: { ...TEXT, description: "To which tensors it is applied, in the Common Expression Language; absent: to all." },
  reads: { ...TEXTS, description: "Facts without which nothing can be said; absent: all that its levels name." },
  limits: { description: "By name.", type: "object", additionalProperties: LIMIT },
  levels: { description: "The first that holds counts.", type: "array", items: LEVEL, minItems: 1 },
  basis: { type: "string", enum: ["measured", "binned", "sampled", "inferred"] },
  message: { ...TEXT, description: "What was found; expressions in braces, as {new.nan | count}." },
  why: { ...TEXT, description: "Why it matters." },
  remedy: { ...TEXT, description: "What to do about it." },
  examples: { type: "array", items: EXAMPLE },
}, ["id", "title", "group", "levels", "message"]);

const OVERRIDE: Shape = record("Settings for some tensors.", {
  paths: { ...TEXTS, description: "Globs that a tensor's path must match; * is any text without a slash." },
  rules: SETTINGS,
}, ["paths", "rules"]);

function flagShape({ value, choices, repeatable, about }: Flag): Shape {
  const description = about;
  if (value === undefined) return { description, type: "boolean" };
  const one: Shape = choices
    ? { type: "string", enum: choices }
    : { type: value === "N" || value === "NUMBER" ? "number" : "string" };
  return repeatable
    ? { description, anyOf: [one, { type: "array", items: one, minItems: 1 }] }
    : { description, ...one };
}

/** What a configuration file may hold: it is checked against this, and its JSON Schema is made of it. */
export const CONFIG_SHAPE: Shape = record("A configuration of diffai.", {
  extends: { ...TEXT, description: "Another configuration, relative to this file; what this one sets wins." },
  rules: SETTINGS,
  overrides: { description: "Later ones win.", type: "array", items: OVERRIDE },
  own: { description: "Rules beside the built-in ones.", type: "array", items: OWN_RULE },
  flags: record(
    "Defaults of command-line flags; what the command line gives wins.",
    Object.fromEntries(
      FLAGS.map((flag) => [flag.name, COMMAND_LINE_ONLY.has(flag.name) ? false : flagShape(flag)]),
    ),
  ),
});

import { COMMAND_LINE_ONLY } from "../core/cli/config/config_shape.ts";
import { type Flag, FLAGS } from "../core/cli/flags.ts";
import { type Rule, ruleTitle, severitiesOf } from "../core/model/rule.ts";
import { wrapLine } from "../core/render/text/wrap_text.ts";
import { RULES } from "../core/rules/rules.ts";

/** A configuration with every key, every rule and every flag that a file may set; what is a default is a comment. */
export function configExample(): string {
  return `${HEAD}
rules:
${RULES.map(ruleEntry).join("")}
${OVERRIDES_AND_OWN}
# Defaults of command-line flags. What the command line gives wins.
flags:
  top: 10
  fail-on: [error]
${(FLAGS as readonly Flag[]).filter(({ name }) => !WRITTEN.has(name)).map(flagEntry).join("")}`;
}

const HEAD = `# A complete configuration of diffai, as .diffai.yaml in the working folder or
# given with --config FILE. Written by deno task generate.

# Another file, relative to this one; what this one sets wins.
# extends: team.yaml

# Built-in rules, by their ids: off, or a severity for all their findings, or
# limits. As comments: what each is if it is not set.`;

const OVERRIDES_AND_OWN = `# Settings for tensors whose paths match a glob; later ones win.
overrides:
  - paths: ["*.bias", "head.*"]
    rules:
      significant-change: off

# Rules beside the built-in ones: conditions in the Common Expression Language
# over the facts that docs/configuration.md lists, and limits of their own.
own:
  - id: large-bias
    title: bias above {limits.most}
    group: magnitude
    when: in_new && path.endsWith('.bias')
    limits:
      most: { default: 100, unit: absolute value, about: the largest bias that is nothing to tell }
    levels:
      - severity: error
        if: new.max > 10.0 * limits.most
      - severity: warn
        if: new.max > limits.most
    message: "largest bias {new.max | figure}, more than {limits.most}"
    why: A bias of that size drowns what comes in.
    remedy: Look at the learning rate of biases, and whether they decay.
    examples:
      - given: { path: fc.bias, new: { max: 250 } }
        expect: warn
        message: largest bias 250, more than 100
      - given: { path: fc.weight, new: { max: 250 } }
        expect: outside
`;

/** Flags that stand in the example with a value, and those that no file sets. */
const WRITTEN: ReadonlySet<string> = new Set([...COMMAND_LINE_ONLY, "top", "fail-on"]);

function ruleEntry(rule: Rule): string {
  const { id, limits } = rule;
  const bounds = Object.entries(limits).flatMap(([name, { default: value, unit, about }]) => [
    ...comment(`${about}; ${unit}`, "      "),
    `      ${name}: ${value}\n`,
  ]);
  return [
    ...comment(`${ruleTitle(rule)} (${severitiesOf(rule).join(", ")})`, "  "),
    ...(bounds.length > 0 ? [`  ${id}:\n    limits:\n`, ...bounds] : [`  ${id}: {}\n`]),
  ].join("");
}

function flagEntry({ name, value, about }: Flag): string {
  return [...comment(about, "  "), `  # ${name}: ${value ?? "true"}\n`].join("");
}

function comment(text: string, indent: string): string[] {
  return wrapLine(text, 78 - indent.length, 0).map((line) => `${indent}# ${line}\n`);
}

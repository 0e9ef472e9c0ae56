import { bulletList, paragraph } from "../bench/page/paragraph.ts";
import { CONFIG_SHAPE } from "../core/cli/config/config_shape.ts";
import type { Shape } from "../core/cli/config/shape.ts";
import { FACT_GROUPS, TENSOR_FACTS } from "../core/analyse/facts.ts";
import { markdownTable } from "./markdown_table.ts";

/** The page on configuration files, from their shape and the table of facts. */
export function configPage(): string {
  const own = propertiesOf(propertiesOf(CONFIG_SHAPE).own!.items!);
  return [
    "# Configuration\n",
    paragraph(INTRODUCTION),
    markdownTable(["key", "holds"], [...rowsOf(propertiesOf(CONFIG_SHAPE))]),
    bulletList(NOTES),
    "## Rules of your own\n",
    paragraph(OWN),
    markdownTable(["field", "holds"], [...rowsOf(own, propertiesOf(CONFIG_SHAPE).own!.items!.required)]),
    "## Facts\n",
    paragraph("What conditions and messages may name, beside `limits`. What is not known is absent."),
    markdownTable(["fact", "type", "what it is"], [...factRows()]),
  ].join("\n");
}

const INTRODUCTION =
  "The nearest `.diffai.yaml` upward from the working folder, or what `--config FILE` gives, sets rules and " +
  "defaults of flags; `--no-config` reads none, `--print-config` prints what is in force and where each value comes " +
  "from. [diffai.example.yaml](diffai.example.yaml) is a complete one, [schema/config-1.json](schema/config-1.json) " +
  "its JSON Schema for editors. A file can neither run code nor name a plugin.";

const NOTES = [
  "A setting of a rule is `off`, or a map with `severity` (of all its findings, whatever its levels say) and `limits`. " +
  "Files and overrides that come later win; limits that they leave open stay. What is off is among the report's " +
  "`analyses` as skipped.",
  "Globs of `overrides` are matched against the paths of tensors as the report has them; `*` is any text without a " +
  "slash, dots included.",
  "Flags that take no value are `true` or `false`; those that may be repeated take a list. A flag that the file turns " +
  "on is turned off by `--no-config` alone.",
  "An unknown key, a value of another type or out of range, a cycle of `extends`, an expression that is wrong: one line " +
  "that names the file, the line and the nearest name, and exit status 2.",
];

const OWN =
  "Conditions are in the Common Expression Language. They may call `has`, `size`, `startsWith`, `endsWith`, " +
  "`contains`, `double`, `int` and `string`, and compare, count and combine; regular expressions and loops are refused, " +
  "so that a file from elsewhere cannot hold up a build. Where a fact that the rule reads is not known, it is " +
  "unmeasured; a `when` that names such a fact does not hold. Examples are checked whenever the file is read. Fields in " +
  "bold are needed.";

function propertiesOf({ properties = {} }: Shape): Readonly<Record<string, Shape>> {
  return properties as Readonly<Record<string, Shape>>;
}

function* rowsOf(properties: Readonly<Record<string, Shape>>, required: readonly string[] = []) {
  for (const [name, { description = "", enum: choices }] of Object.entries(properties)) {
    const written = required.includes(name) ? `**\`${name}\`**` : `\`${name}\``;
    const holds = choices ? choices.map((choice) => `\`${choice}\``).join(", ") : description;
    yield [written, holds];
  }
}

function* factRows() {
  for (const [name, { type, about }] of Object.entries(TENSOR_FACTS)) yield [`\`${name}\``, type, about];
  for (const [group, facts] of Object.entries(FACT_GROUPS)) {
    if (group === "new") continue; // It has the facts of old.
    const names = group === "old" ? ["old", "new"] : [group];
    for (const [name, { type, about }] of Object.entries(facts)) {
      yield [names.map((each) => `\`${each}.${name}\``).join(", "), type, about];
    }
  }
}

import { exampleFacts, type Rule, RULE_GROUPS, type RuleExample, ruleTitle, severitiesOf } from "../core/model/rule.ts";
import { RULES } from "../core/rules/rules.ts";
import { paragraph } from "../bench/page/paragraph.ts";
import { markdownTable } from "./markdown_table.ts";

/** The page on rules: what each finds, on what conditions, why it matters and what to do. */
export function rulesPage(): string {
  const list = RULES.map((rule) => [
    `[${code(rule.id)}](#${rule.id})`,
    rule.group,
    severitiesOf(rule).join(", "),
    ruleTitle(rule),
  ]);
  const groups = Object.entries(RULE_GROUPS).map(([group, title]) => {
    const members = RULES.filter((rule) => rule.group === group);
    return members.length > 0 ? `## ${title}\n\n${members.map(ruleSection).join("\n")}` : "";
  });
  return `# Rules

${paragraph(HEAD)}
${markdownTable(["rule", "group", "severity", "finds"], list)}
${groups.filter((text) => text !== "").join("\n")}`;
}

const HEAD = "Findings come from rules: conditions over facts that were measured, in the Common Expression Language. " +
  "Where a fact that a rule needs is not known, the rule is unmeasured there, and the report's `analyses` say why. " +
  "Severities, limits and rules of your own are set in a [configuration file](configuration.md); `diffai rules ID` " +
  "prints what stands here.";

function ruleSection(rule: Rule): string {
  const { id, since, scope, when, reads, basis, levels, message, limits, why, remedy, examples } = rule;
  const rows = levels.map((level) => [level.severity, code(level.if), code(level.message ?? message)]);
  const bounds = Object.entries(limits).map(([name, { default: value, unit, about }]) => [
    code(name),
    String(value),
    unit,
    about,
  ]);
  const applied = [
    `each ${scope}`,
    when ? code(when) : "always",
    reads.length > 0 ? reads.map(code).join(", ") : "none",
  ];
  return [
    `### ${id}\n`,
    paragraph(`${capital(ruleTitle(rule))}. Since ${since}; ${basis}.`),
    markdownTable(["looked at", "where", "facts that it needs"], [applied]),
    markdownTable(["severity", "the first that holds", "message"], rows),
    ...(bounds.length > 0 ? [markdownTable(["limit", "default", "unit", "what it bounds"], bounds)] : []),
    paragraph(`**Why it matters.** ${why}`),
    paragraph(`**What to do.** ${remedy}`),
    markdownTable(["example", "gives"], examples.map(exampleRow)),
  ].join("\n");
}

function exampleRow(example: RuleExample): [string, string] {
  const facts = exampleFacts(example).map(([name, value]) => code(`${name} = ${JSON.stringify(value)}`));
  const { expect, message } = example;
  return [facts.length > 0 ? facts.join(", ") : "nothing is known", message ? `${expect}: ${message}` : expect];
}

function code(text: string): string {
  return `\`${text}\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { escapeText } from "../model/escape.ts";
import { formatCount } from "../render/format_number.ts";
import { exampleFacts, type Rule, RULE_GROUPS, type RuleExample, type RuleLimit, ruleTitle } from "../model/rule.ts";
import { wrapLine } from "../render/text/wrap_text.ts";

/** Columns that texts on rules fit into. */
export const RULE_COLUMNS = 80;

/**
 * Everything about a rule as lines of text, of which only sentences are wrapped: what it finds, on what
 * conditions, its limits, why it matters, what to do, examples.
 */
export function ruleText(rule: Rule): string[] {
  const { id, group, since, levels, limits, reads, why, remedy, basis, examples } = rule;
  return [
    `${id}: ${ruleTitle(rule)}`,
    "",
    `Group: ${group} (${RULE_GROUPS[group]}); since ${since}`,
    `Looked at: each ${rule.scope}${rule.when === undefined ? "" : ` where ${rule.when}`}`,
    `Facts that it needs: ${reads.length > 0 ? reads.join(", ") : "none"}; they are ${basis}`,
    "Severity, the first that holds:",
    ...levels.map(({ severity, if: condition }) => `  ${severity.padEnd(5)}  if ${condition}`),
    ...section("Limits:", Object.entries(limits).map(limitLine)),
    ...section("Why it matters:", prose(why)),
    ...section("What to do:", prose(remedy)),
    ...section("Examples:", examples.flatMap(exampleLines)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines] : [];
}

function prose(text: string): string[] {
  return text === "" ? [] : wrapLine(`  ${escapeText(text)}`, RULE_COLUMNS, 0);
}

function limitLine([name, { default: value, unit, about }]: readonly [string, RuleLimit]): string {
  return `  ${name}  ${value} (${unit})${about === "" ? "" : `: ${about}`}`;
}

function exampleLines(example: RuleExample): string[] {
  const facts = exampleFacts(example).map(([name, value]) =>
    `${name} = ${Number.isInteger(value) ? formatCount(value as number) : JSON.stringify(value)}`
  );
  const made = example.message === undefined ? example.expect : `${example.expect}: ${example.message}`;
  return [`  ${facts.length > 0 ? facts.join(", ") : "nothing is known"}`, `    ${made}`];
}

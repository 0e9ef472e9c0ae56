import { UsageError } from "../model/errors.ts";
import { escapeText, quote } from "../model/escape.ts";
import { type Rule, RULE_GROUPS, type RuleGroup, ruleTitle, severitiesOf } from "../model/rule.ts";
import { wrapLine } from "../render/text/wrap_text.ts";
import { RULES } from "../rules/rules.ts";
import type { CommandOptions } from "./options.ts";
import { RULE_COLUMNS, ruleText } from "./rule_text.ts";
import type { Terminal } from "./terminal.ts";

/** `rules`: the rules by group, a line each; `rules ID`: everything about one. A configuration's own rules are among them. */
export async function rulesCommand(
  operands: readonly string[],
  { rules: settings }: CommandOptions,
  terminal: Terminal,
): Promise<number> {
  if (operands.length > 1) throw new UsageError(`"rules" takes one rule at most; ${operands.length} given`);
  const rules = [...RULES, ...settings?.own ?? []];
  const [id] = operands;
  const lines = id === undefined ? listLines(rules) : ruleText(await findRule(id, rules));
  terminal.print(`${lines.flatMap(printable).join("\n")}\n`);
  return 0;
}

function printable(line: string): string[] {
  const text = escapeText(line);
  return wrapLine(text, RULE_COLUMNS, text.startsWith(" ") ? 2 : 0);
}

function listLines(rules: readonly Rule[]): string[] {
  const width = (textOf: (rule: Rule) => string) => Math.max(...rules.map((rule) => textOf(rule).length));
  const ids = width(({ id }) => id), levels = width(severityText);
  const groups = Map.groupBy(rules, ({ group }) => group);
  const titled = Object.entries(RULE_GROUPS).flatMap(([group, title]) => {
    const members = groups.get(group as RuleGroup) ?? [];
    const rows = members.map((rule) =>
      `  ${rule.id.padEnd(ids)}  ${severityText(rule).padEnd(levels)}  ${ruleTitle(rule)}`
    );
    return rows.length > 0 ? [`${title} (${group}):`, ...rows, ""] : [];
  });
  return [...titled, `${rules.length} rules; diffai rules ID tells what one means and what to do`];
}

function severityText(rule: Rule): string {
  return severitiesOf(rule).join(", ");
}

async function findRule(id: string, rules: readonly Rule[]): Promise<Rule> {
  const rule = rules.find((each) => each.id === id);
  if (rule) return rule;
  const { suggestName } = await import("./suggest_name.ts");
  throw new UsageError(`Unknown rule ${quote(id)}: ${suggestName(id, rules.map((each) => each.id))}`);
}

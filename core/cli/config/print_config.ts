import { escapeText } from "../../model/escape.ts";
import { type Rule, severitiesOf } from "../../model/rule.ts";
import type { RuleSetting, RulesInForce } from "../../model/rule_settings.ts";
import { RULES } from "../../rules/rules.ts";
import type { FlagName } from "../flags.ts";
import type { ParsedArguments } from "../parse_arguments.ts";
import type { Configured } from "./configure.ts";

/** A name, its value, and where that comes from. */
type Row = readonly [name: string, value: string, origin: string];

const BUILT_IN = "built in";
const NO_RULES: RulesInForce = { rules: {}, overrides: [], own: [] };

/** What `--print-config` prints: the values in force, and where each comes from. */
export function configText(given: ParsedArguments, { parsed, configuration }: Configured): string {
  const settings = configuration?.rules ?? NO_RULES;
  const originOf = (name: string) => configuration?.origins.get(name);
  const files = configuration ? configuration.files.toReversed().join(", which extends ") : "none";
  const flags = [...parsed.flags].filter(([name]) => !ABOUT_FILES.has(name)).map(([name, values]): Row => [
    name,
    values === true ? "true" : values.join(", "),
    given.flags.has(name) ? "command line" : configuration!.flags.get(name)!.origin,
  ]);
  const rules = [...RULES, ...settings.own].flatMap((rule) => ruleRows(rule, settings.rules[rule.id], originOf));
  const overrides = settings.overrides.flatMap(({ paths, rules }, index): Row[] => [
    [paths.join(", "), "", originOf(`overrides.${index}`) ?? ""],
    ...Object.entries(rules).map(([id, setting]): Row => [`  ${id}`, settingText(setting), ""]),
  ]);
  const lines = [
    `Configuration: ${files}`,
    ...section("Flags, others as --help says:", flags),
    ...section("Rules:", rules),
    ...section("Overrides, later ones win:", overrides),
  ];
  return `${lines.map(escapeText).join("\n")}\n`;
}

/** Flags that are about files, not among what these set. */
const ABOUT_FILES: ReadonlySet<FlagName> = new Set(["config", "no-config", "print-config"]);

function ruleRows(rule: Rule, setting: RuleSetting | undefined, originOf: (name: string) => string | undefined): Row[] {
  const { id, limits } = rule, origin = originOf(id) ?? BUILT_IN;
  if (setting === "off") return [[id, "off", origin]];
  // An own rule's levels and limits stand where it does.
  const base = RULES.includes(rule) ? BUILT_IN : origin;
  const severity: Row = setting?.severity
    ? [id, setting.severity, originOf(`${id}.severity`)!]
    : [id, severitiesOf(rule).join(", "), base];
  const rows = Object.entries(limits).map(([name, limit]): Row => {
    const set = setting?.limits?.[name];
    return set === undefined
      ? [`  ${name}`, String(limit.default), base]
      : [`  ${name}`, String(set), originOf(`${id}.limits.${name}`)!];
  });
  return [severity, ...rows];
}

function settingText(setting: RuleSetting): string {
  if (setting === "off") return "off";
  const limits = Object.entries(setting.limits ?? {}).map(([name, value]) => `${name} ${value}`);
  return [...(setting.severity ? [setting.severity] : []), ...limits].join(", ");
}

function section(title: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(([name, value, origin]) =>
    `  ${name.padEnd(widths[0]!)}  ${value.padEnd(widths[1]!)}  ${origin}`.trimEnd()
  );
  return ["", title, ...lines];
}

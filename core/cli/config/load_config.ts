import type { Rule } from "../../model/rule.ts";
import { mergeSettings, type RuleOverride, type RuleSetting, type SettingsByRule } from "../../model/rule_settings.ts";
import type { createGlobFilter } from "../../resolve/glob_filter.ts";
import { RULES } from "../../rules/rules.ts";
import type { FlagName } from "../flags.ts";
import { suggestName } from "../suggest_name.ts";
import { quote } from "../../model/escape.ts";
import type { Configuration, FlagDefault } from "./configuration.ts";
import { readFlagDefaults } from "./flag_defaults.ts";
import {
  asConfigError,
  childOf,
  ConfigError,
  entriesOf,
  itemsOf,
  type LocatedNode,
  plainValue,
} from "./located_node.ts";
import { type ConfigFile, readConfigs, within } from "./read_config.ts";

/** What has been gathered of the files so far. */
interface Gathered {
  readonly flags: Map<FlagName, FlagDefault>;
  readonly rules: Record<string, RuleSetting>;
  readonly overrides: RuleOverride[];
  readonly own: Rule[];
  readonly origins: Map<string, string>;
}

/**
 * The settings of a configuration file. What a file sets wins over what it
 * extends; overrides and own rules of both stand, those of the extended first.
 *
 * @throws {FormatError} where it is wrong: the file, the line and the reason. @throws {SourceError} if it cannot be
 * read. @throws {LimitError} if it is too large.
 */
export async function loadConfig(file: string): Promise<Configuration> {
  const files = await readConfigs(file);
  const gathered: Gathered = { flags: new Map(), rules: {}, overrides: [], own: [], origins: new Map() };
  for (const each of files) await gather(each, gathered);
  const { flags, rules, overrides, own, origins } = gathered;
  return { files: files.map((each) => each.file), flags, rules: { rules, overrides, own }, origins };
}

async function gather(config: ConfigFile, gathered: Gathered): Promise<void> {
  const own = itemsOf(childOf(config.root, "own"));
  // The parser of the Common Expression Language comes with the first rule that has something to parse.
  const { readOwnRule } = own.length > 0 ? await import("./own_rule.ts") : { readOwnRule: null };
  const overrides = itemsOf(childOf(config.root, "overrides"));
  const globs = overrides.length > 0 ? await import("../../resolve/glob_filter.ts") : null;
  within(config, (root) => {
    const originOf = (line: number) => `${config.file}, line ${line}`;
    for (const node of own) addOwn(node, readOwnRule!(node), gathered, originOf);
    addRules(childOf(root, "rules"), gathered, originOf);
    for (const node of overrides) addOverride(node, globs!.createGlobFilter, gathered, originOf);
    for (const [name, flag] of readFlagDefaults(childOf(root, "flags"), originOf)) gathered.flags.set(name, flag);
  });
}

type OriginOf = (line: number) => string;

function addOwn(node: LocatedNode, rule: Rule, { own, origins }: Gathered, originOf: OriginOf): void {
  if ([...RULES, ...own].some(({ id }) => id === rule.id)) {
    throw new ConfigError(node.line, `there is a rule ${quote(rule.id)} already`);
  }
  own.push(rule);
  origins.set(rule.id, originOf(node.line));
}

function addRules(node: LocatedNode | undefined, { rules, own, origins }: Gathered, originOf: OriginOf): void {
  for (const [id, { line, value }] of entriesOf(node)) {
    checkSetting(id, line, value, own);
    rules[id] = mergeSettings(rules[id], plainValue(value) as RuleSetting);
    origins.set(id, originOf(line));
    const severity = childOf(value, "severity");
    if (severity) origins.set(`${id}.severity`, originOf(severity.line));
    for (const [name, limit] of entriesOf(childOf(value, "limits"))) {
      origins.set(`${id}.limits.${name}`, originOf(limit.line));
    }
  }
}

function addOverride(
  node: LocatedNode,
  createFilter: typeof createGlobFilter,
  { overrides, own, origins }: Gathered,
  originOf: OriginOf,
): void {
  const rules = childOf(node, "rules")!, paths = childOf(node, "paths")!;
  for (const [id, { line, value }] of entriesOf(rules)) checkSetting(id, line, value, own);
  const globs = plainValue(paths) as readonly string[];
  asConfigError(paths.line, () => createFilter({ include: globs }));
  origins.set(`overrides.${overrides.length}`, originOf(node.line));
  overrides.push({ paths: globs, rules: plainValue(rules) as SettingsByRule });
}

/** The names that the shape leaves open: of the user's own rules, and of their limits. */
function checkSetting(id: string, line: number, value: LocatedNode, own: readonly Rule[]): void {
  const rules = [...RULES, ...own], rule = rules.find((each) => each.id === id);
  if (!rule) {
    throw new ConfigError(line, `unknown rule ${quote(id)}: ${suggestName(id, rules.map((each) => each.id))}`);
  }
  for (const [name, limit] of entriesOf(childOf(value, "limits"))) {
    if (Object.hasOwn(rule.limits, name)) continue;
    const known = Object.keys(rule.limits);
    const hint = known.length > 0 ? suggestName(name, known) : "it has none";
    throw new ConfigError(limit.line, `the rule ${quote(id)} has no limit ${quote(name)}: ${hint}`);
  }
}

import { environmentOf } from "../core/analyse/cel_expressions.ts";
import { compileRule } from "../core/analyse/compile_rule.ts";
import type { Expressions } from "../core/analyse/expressions.ts";
import type { Rule } from "../core/model/rule.ts";
import { RULES } from "../core/rules/rules.ts";
import { celToTypescript } from "./cel_to_typescript.ts";

/**
 * The module that holds the expressions of the built-in rules as functions, so
 * that a start needs no parser of the Common Expression Language. The contract
 * tests hold each function against that language's evaluation.
 */
export function ruleExpressions(): string {
  const sources = new Map<string, string>();
  for (const rule of RULES) for (const source of expressionsOf(rule)) sources.set(source, functionOf(source, rule));
  const lines = [...sources].toSorted(([a], [b]) => a < b ? -1 : 1).map(([source, code]) =>
    `  ${JSON.stringify(source)}:\n    ${code},\n`
  );
  return `// Written by deno task generate from the rules in this folder.
// deno-fmt-ignore-file
// deno-lint-ignore-file no-explicit-any no-unused-vars

/** The expressions of the built-in rules as functions of facts, by their text. */
export const RULE_EXPRESSIONS: Readonly<Record<string, (facts: any, limits: any) => unknown>> = {
${lines.join("")}};
`;
}

/** Every expression that a rule is compiled with, in its condition, its levels and its messages. */
export function expressionsOf(rule: Rule): ReadonlySet<string> {
  const sources = new Set<string>();
  const collector: Expressions = {
    condition: (source) => (sources.add(source), () => false),
    value: (source) => (sources.add(source), () => null),
  };
  compileRule(rule, collector);
  return sources;
}

function functionOf(source: string, { id, limits }: Rule): string {
  const environment = environmentOf(Object.keys(limits));
  const { valid, error } = environment.check(source);
  if (!valid) throw new RangeError(`Rule ${id}: ${source}`, { cause: error });
  return `(f: any, limits: any) => ${celToTypescript(environment.parse(source).ast)}`;
}

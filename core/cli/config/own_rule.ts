import { type CompiledRule, compileRule } from "../../analyse/compile_rule.ts";
import { factsIn, OwnExpressions } from "../../analyse/own_expressions.ts";
import { quote } from "../../model/escape.ts";
import { exampleFacts, type Rule, type RuleExample } from "../../model/rule.ts";
import { VERSION } from "../../model/version.ts";
import { asConfigError, childOf, ConfigError, itemsOf, type LocatedNode, plainValue } from "./located_node.ts";

/** A rule as a file has it: much may be left out, and of a limit all but its default. */
type Written = Partial<Rule> & Pick<Rule, "id" | "title" | "group" | "levels" | "message">;

/**
 * A user's own rule from its description, whose shape was checked. Its
 * expressions are compiled and its examples run.
 *
 * @throws {ConfigError} if an expression is wrong, or an example does not hold.
 */
export function readOwnRule(node: LocatedNode): Rule {
  const rule = completed(plainValue(node) as Written);
  const expressions = new OwnExpressions(rule.id, Object.keys(rule.limits));
  const compiled = asConfigError(node.line, () => compileRule(rule, expressions));
  for (const [index, example] of itemsOf(childOf(node, "examples")).entries()) {
    checkExample(compiled, rule.examples[index]!, example.line);
  }
  return rule;
}

function completed(written: Written): Rule {
  const limits = Object.entries(written.limits ?? {}).map(([name, { default: value, unit = "number", about = "" }]) =>
    [name, { default: value, unit, about }] as const
  );
  return {
    scope: "tensor",
    basis: "measured",
    since: VERSION,
    why: "",
    remedy: "",
    examples: [],
    ...written,
    limits: Object.fromEntries(limits),
    reads: written.reads ?? factsIn([...written.levels.map((level) => level.if), ...messageSources(written)]),
  };
}

/** The expressions in the braces of a rule's messages. */
function messageSources({ message, levels }: Pick<Rule, "message" | "levels">): string[] {
  return [message, ...levels.flatMap((level) => level.message ?? [])].flatMap((text) =>
    [...text.matchAll(/\{([^{}|]*)(?:\|[^{}]*)?\}/g)].map(([, source]) => source!.trim())
  );
}

/** The tensor of an example: a parameter of both files, unless it says otherwise. */
const EXAMPLE_TENSOR = { path: "a", role: "parameter", change: "revalued", in_old: true, in_new: true } as const;

function checkExample({ judge }: CompiledRule, example: RuleExample, line: number): void {
  const judgement = judge({
    ...EXAMPLE_TENSOR,
    old: {},
    new: {},
    measures: {},
    drift: {},
    model: {},
    ...example.given,
  });
  const found = judgement.kind === "finding" ? judgement.severity : judgement.kind;
  const given = exampleFacts(example).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
  if (found !== example.expect) {
    throw new ConfigError(line, `the example ${given} gives ${found}, not ${example.expect}`);
  }
  if (example.message === undefined || judgement.kind !== "finding" || judgement.message === example.message) return;
  throw new ConfigError(line, `the example ${given} says ${quote(judgement.message)}, not ${quote(example.message)}`);
}

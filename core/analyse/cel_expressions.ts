import { Environment } from "@marcbachmann/cel-js";
import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Condition, Expression, Expressions } from "./expressions.ts";
import { type Fact, FACT_GROUPS, TENSOR_FACTS } from "./facts.ts";

/**
 * Expressions in the Common Expression Language, parsed and checked when they
 * are asked for. They name facts and the rule's own limits; they can neither
 * run code nor fail to end.
 */
export class CelExpressions implements Expressions {
  readonly #environment: Environment;
  readonly #rule: string;

  /** `limits` are the names of the rule's limits. */
  constructor(rule: string, limits: readonly string[]) {
    this.#rule = rule;
    this.#environment = environmentOf(limits);
  }

  condition(source: string): Condition {
    const expression = this.#compile(source, ["bool"]);
    return (facts, limits) => expression(facts, limits) === true;
  }

  value(source: string): Expression {
    return this.#compile(source, ["double", "int", "string"]);
  }

  /** @throws {UsageError} if it cannot be parsed, names what is not there, or has another type. */
  #compile(source: string, types: readonly string[]): Expression {
    const { valid, type, error } = this.#environment.check(source);
    const where = `Rule ${quote(this.#rule)}: expression ${quote(source)}`;
    if (!valid) throw new UsageError(`${where}: ${firstLine(error)}`);
    if (!types.includes(String(type))) throw new UsageError(`${where} is of type ${type}, not ${types.join(" or ")}`);
    const parsed = this.#environment.parse(source);
    return (facts, limits) => parsed({ ...facts, limits });
  }
}

/** What expressions may name, with its types. */
export function environmentOf(limits: readonly string[]): Environment {
  const environment = new Environment();
  for (const [name, { type }] of Object.entries(TENSOR_FACTS)) environment.registerVariable(name, type);
  const schema = (facts: Readonly<Record<string, Fact>>) =>
    Object.fromEntries(Object.entries(facts).map(([name, { type }]) => [name, type]));
  for (const [name, facts] of Object.entries(FACT_GROUPS)) {
    environment.registerVariable({ name, schema: schema(facts) });
  }
  environment.registerVariable({
    name: "limits",
    schema: Object.fromEntries(limits.map((name) => [name, "double"])),
  });
  return environment;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0]!;
}

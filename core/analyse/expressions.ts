import type { RuleSettings } from "../model/rule.ts";
import type { Facts } from "./facts.ts";

/** An expression, ready to be asked, with the rule's limits as they are set. */
export type Expression = (facts: Facts, limits: RuleSettings) => unknown;

/** An expression of type bool. */
export type Condition = (facts: Facts, limits: RuleSettings) => boolean;

/** Gives the expressions of one rule by their text. */
export interface Expressions {
  /** One of type bool. */
  condition(source: string): Condition;
  /** One whose value is shown. */
  value(source: string): Expression;
}

/** Expressions that were made into functions beforehand, as those of the built-in rules are: no parser is imported. */
export class KnownExpressions implements Expressions {
  readonly #known: Readonly<Record<string, Expression>>;

  /** By their text. */
  constructor(known: Readonly<Record<string, Expression>>) {
    this.#known = known;
  }

  condition(source: string): Condition {
    const expression = this.value(source);
    return (facts, limits) => expression(facts, limits) === true;
  }

  value(source: string): Expression {
    const expression = this.#known[source];
    if (!expression) throw new RangeError(`Run deno task generate: no function was made of ${JSON.stringify(source)}`);
    return expression;
  }
}

import type { ParseResult } from "@marcbachmann/cel-js";
import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import { CelExpressions, environmentOf } from "./cel_expressions.ts";
import type { Condition, Expression, Expressions } from "./expressions.ts";

type Node = ParseResult["ast"];

/** What a user's expressions may call: functions of texts and numbers that take no longer than these are long. */
const CALLS: readonly string[] = ["has", "size", "startsWith", "endsWith", "contains", "double", "int", "string"];

/** Longest expression, in characters. */
const LONGEST = 1000;

/**
 * Expressions of a user's own rules. Beside what all expressions promise, they
 * call nothing whose time they could choose: no regular expressions, no loops
 * over lists. A condition on a fact that is not known does not hold, as in the
 * built-in rules.
 */
export class OwnExpressions implements Expressions {
  readonly #expressions: CelExpressions;
  readonly #rule: string;

  /** `limits` are the names of the rule's limits. */
  constructor(rule: string, limits: readonly string[]) {
    this.#rule = rule;
    this.#expressions = new CelExpressions(rule, limits);
  }

  condition(source: string): Condition {
    this.#check(source);
    const holds = this.#expressions.condition(source);
    return (facts, limits) => known(() => holds(facts, limits), false);
  }

  value(source: string): Expression {
    this.#check(source);
    const value = this.#expressions.value(source);
    return (facts, limits) => known<unknown>(() => value(facts, limits), "unknown");
  }

  /** @throws {UsageError} if it is too long or calls what it may not. */
  #check(source: string): void {
    const where = `Rule ${quote(this.#rule)}: expression ${quote(source.slice(0, 80))}`;
    if (source.length > LONGEST) throw new UsageError(`${where} is longer than ${LONGEST} characters`);
    for (const { op, args } of nodesOf(parsed(source))) {
      if (op !== "call" && op !== "rcall") continue;
      const [name] = args as readonly unknown[] as readonly [string];
      if (!CALLS.includes(name)) throw new UsageError(`${where} calls ${quote(name)}: it may call ${CALLS.join(", ")}`);
    }
  }
}

/** What an expression gives, or something else where it names what is not known. */
function known<T>(evaluate: () => T, otherwise: T): T {
  try {
    return evaluate();
  } catch {
    return otherwise;
  }
}

/** `null` for what cannot be parsed, which compiling explains. */
function parsed(source: string): Node | null {
  try {
    return environmentOf([]).parse(source).ast;
  } catch {
    return null;
  }
}

/** A node and all below it. */
function* nodesOf(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const each of node) yield* nodesOf(each);
  } else if (typeof node === "object" && node !== null && "op" in node) {
    yield node as Node;
    yield* nodesOf((node as Node).args);
  }
}

/**
 * The facts that expressions name, `old.nan` or `role`, each once, in the order
 * in which they come: what a rule reads that does not say so itself.
 *
 * @example
 * ```ts
 * import { factsIn } from "./own_expressions.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(factsIn(["new.nan > old.nan && role == 'buffer'", "new.nan > limits.most"]), [
 *   "new.nan",
 *   "old.nan",
 *   "role",
 * ]);
 * ```
 */
export function factsIn(sources: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const source of sources) collectFacts(parsed(source), names);
  return [...names];
}

function collectFacts(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) return node.forEach((each) => collectFacts(each, names));
  if (typeof node !== "object" || node === null || !("op" in node)) return;
  const { op, args } = node as Node;
  if (op === "call" && (args as readonly unknown[])[0] === "has") return; // whether it is known is the question
  if (op === "id") names.add(String(args));
  const [of, name] = op === "." ? args as readonly [Node, string] : [];
  if (of?.op !== "id") return collectFacts(args, names);
  if (of.args !== "limits") names.add(`${of.args}.${name}`);
}

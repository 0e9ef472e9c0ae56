import type { ParseResult } from "@marcbachmann/cel-js";

/** A node of a parsed expression. */
type Node = ParseResult["ast"];

/** Operators that mean the same, between operands of one type, in both languages. */
const BINARY: Readonly<Record<string, string>> = {
  "&&": "&&",
  "||": "||",
  "==": "===",
  "!=": "!==",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
};

/** Methods that strings have in both languages. */
const METHODS: readonly string[] = ["startsWith", "endsWith"];

/**
 * An expression of the Common Expression Language as one of TypeScript, for
 * numbers that are double, texts and truth values whose types were checked.
 *
 * @example
 * ```ts
 * import { celToTypescript } from "./cel_to_typescript.ts";
 * import { parse } from "@marcbachmann/cel-js";
 * import { assertEquals } from "@std/assert";
 * assertEquals(celToTypescript(parse("!(a.x > 2.0) && b in ['c']").ast), '(!(f.a.x > 2) && ["c"].includes(f.b))');
 * assertEquals(celToTypescript(parse("has(a.x)").ast), "(f.a.x !== undefined)");
 * ```
 * @throws {RangeError} if it has something that no rule has needed yet.
 */
export function celToTypescript({ op, args }: Node): string {
  const parts = args as readonly Node[], one = args as Node;
  if (op === "value") return JSON.stringify(args);
  if (op === "id") return args === "limits" ? "limits" : `f.${args}`;
  if (op === ".") return `${celToTypescript(parts[0]!)}.${parts[1]}`;
  if (op === "!_") return `!${celToTypescript(one)}`;
  if (op === "-_") return `-${celToTypescript(one)}`;
  if (op === "list") return `[${parts.map(celToTypescript).join(", ")}]`;
  if (op === "in") return `${celToTypescript(parts[1]!)}.includes(${celToTypescript(parts[0]!)})`;
  if (op === "?:") {
    const [condition, then, otherwise] = parts.map(celToTypescript);
    return `(${condition} ? ${then} : ${otherwise})`;
  }
  if (op === "rcall") return methodCall(args as readonly [string, Node, readonly Node[]]);
  if (op === "call") return presenceTest(args as readonly [string, readonly Node[]]);
  const operator = Object.hasOwn(BINARY, op) ? BINARY[op] : undefined;
  if (!operator) throw new RangeError(`The operator ${op} is not among those that are made into TypeScript`);
  return `(${celToTypescript(parts[0]!)} ${operator} ${celToTypescript(parts[1]!)})`;
}

/** `has(group.fact)`: whether a fact is known. */
function presenceTest([name, [of]]: readonly [string, readonly Node[]]): string {
  if (name !== "has") throw new RangeError(`The function ${name} is not among those that are made into TypeScript`);
  return `(${celToTypescript(of!)} !== undefined)`;
}

function methodCall([name, of, operands]: readonly [string, Node, readonly Node[]]): string {
  if (!METHODS.includes(name)) throw new RangeError(`The method ${name} is not among those made into TypeScript`);
  return `${celToTypescript(of)}.${name}(${operands.map(celToTypescript).join(", ")})`;
}

/** A part of a script's syntax tree (ESTree): where it is in the text, and its own fields. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A script's syntax tree. */
export interface Program {
  readonly body: readonly object[];
}

/** A function of the top level: it has a name. */
interface FunctionDeclaration extends SyntaxNode {
  readonly id: { readonly name: string };
}

/**
 * The script with its functions in parentheses, which V8 takes as a hint that
 * they will be called: it compiles them together with the script, and only what
 * is compiled then comes out of Deno's code cache at the next start. The others
 * are parsed anew at each start when they are first called, a sixth of what a
 * small comparison takes. Methods cannot be in parentheses.
 *
 * Declarations become variables at the head of the script: they can still be
 * used from its first statement on.
 *
 * @example
 * ```ts
 * import { eagerFunctions } from "./eager_functions.ts";
 * import { parseAst } from "@rollup/wasm-node/parseAst";
 * import { assertEquals } from "@std/assert";
 * const code = "const two = twice(1);\nfunction twice(x) { return [x].map((y) => 2 * y)[0]; }\n";
 * assertEquals(
 *   eagerFunctions(code, parseAst(code)),
 *   "var twice = (function twice(x) { return [x].map(((y) => 2 * y))[0]; });\nconst two = twice(1);\n\n",
 * );
 * ```
 */
export function eagerFunctions(code: string, { body }: Program): string {
  const marks: Mark[] = [];
  for (const statement of body) markFunctions(statement, marks);
  const declarations = body.filter(isDeclaration);
  const ends = [0, ...declarations.map(({ end }) => end)];
  const starts = [...declarations.map(({ start }) => start), code.length];
  const moved = declarations.map(({ id, start, end }) =>
    `var ${id.name} = (${markedText(code, start, end, marks)});\n`
  );
  const others = ends.map((end, index) => markedText(code, end, starts[index]!, marks));
  return [...moved, ...others].join("");
}

/** A parenthesis and where it goes. */
type Mark = readonly [offset: number, parenthesis: "(" | ")"];

/** Adds the parentheses of the function expressions in a part of the tree. */
function markFunctions(part: unknown, marks: Mark[]): void {
  if (Array.isArray(part)) return part.forEach((item) => markFunctions(item, marks));
  if (!isNode(part)) return;
  if (isExpression(part)) marks.push([part.start, "("], [part.end, ")"]);
  // The function of a method has no text of its own.
  const parts = isMethod(part) ? { key: part.key, ...(part.value as SyntaxNode), type: null } : part;
  for (const field of Object.values(parts)) markFunctions(field, marks);
}

function markedText(code: string, start: number, end: number, marks: readonly Mark[]): string {
  const inside = marks.filter(([offset]) => offset >= start && offset <= end).sort(([a], [b]) => a - b);
  let text = "", at = start;
  for (const [offset, parenthesis] of inside) {
    text += code.slice(at, offset) + parenthesis;
    at = offset;
  }
  return text + code.slice(at, end);
}

function isNode(part: unknown): part is SyntaxNode {
  return typeof part === "object" && part !== null && typeof (part as SyntaxNode).type === "string";
}

function isDeclaration(statement: object): statement is FunctionDeclaration {
  return isNode(statement) && statement.type === "FunctionDeclaration";
}

function isExpression({ type }: SyntaxNode): boolean {
  return type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

function isMethod({ type, method, kind }: SyntaxNode): boolean {
  return type === "MethodDefinition" || (type === "Property" && (method === true || kind !== "init"));
}

import { quote } from "../../model/escape.ts";
import { suggestName } from "../suggest_name.ts";
import { ConfigError, type LocatedMap, type LocatedNode } from "./located_node.ts";
import { type Shape, TYPE_WORDS } from "./shape.ts";

/**
 * Holds a value against a shape.
 *
 * @throws {ConfigError} for the first thing that is wrong, in the order of the
 * file: a key that there is not (with the nearest), a value of another type.
 *
 * @example
 * ```ts
 * import { checkShape } from "./check_shape.ts";
 * import { parseLocated } from "./parse_located.ts";
 * import { assertThrows } from "@std/assert";
 * const shape = { type: "object", properties: { rules: { type: "object" } }, additionalProperties: false } as const;
 * checkShape(parseLocated("rules: {}"), shape);
 * assertThrows(() => checkShape(parseLocated("rule: {}"), shape), Error, 'did you mean "rules"?');
 * ```
 */
export function checkShape(node: LocatedNode, shape: Shape, path = ""): void {
  const chosen = chooseShape(node, shape, path);
  if (node.kind === "scalar" && chosen.type === "string") checkText(String(node.value), chosen, path, node.line);
  if (node.kind === "list") checkItems(node.items, chosen, path, node.line);
  if (node.kind === "map") checkKeys(node, chosen, path, node.line);
}

function chooseShape(node: LocatedNode, shape: Shape, path: string): Shape {
  const candidates = shape.anyOf ?? [shape], type = typeOf(node);
  const chosen = candidates.find((candidate) => candidate.type === type);
  if (chosen) return chosen;
  const wanted = candidates.map(wantedText).join(" or ");
  throw new ConfigError(node.line, `${path === "" ? "the file" : quote(path)} needs ${wanted}, ${foundText(node)}`);
}

function typeOf(node: LocatedNode): Shape["type"] | undefined {
  if (node.kind !== "scalar") return node.kind === "list" ? "array" : "object";
  const { value } = node;
  if (typeof value === "number") return Number.isFinite(value) ? "number" : undefined;
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : undefined;
}

function wantedText({ type, enum: choices }: Shape): string {
  if (!choices) return TYPE_WORDS[type!];
  return choices.length === 1 ? quote(choices[0]!) : `one of ${choices.join(", ")}`;
}

function foundText(node: LocatedNode): string {
  if (node.kind !== "scalar") return `not a ${node.kind}`;
  return node.value === null
    ? "and there is nothing"
    : `not ${typeof node.value === "string" ? quote(node.value) : node.value}`;
}

function checkText(text: string, { enum: choices, pattern }: Shape, path: string, line: number): void {
  if (choices && !choices.includes(text)) {
    throw new ConfigError(line, `${quote(path)} does not know ${quote(text)}: ${suggestName(text, choices)}`);
  }
  if (pattern === undefined || new RegExp(pattern, "u").test(text)) return;
  throw new ConfigError(line, `${quote(path)} is ${quote(text)}, which does not fit ${pattern}`);
}

function checkItems(
  items: readonly LocatedNode[],
  { items: shape, minItems = 0 }: Shape,
  path: string,
  line: number,
): void {
  if (items.length < minItems) throw new ConfigError(line, `${quote(path)} is empty`);
  for (const [index, item] of items.entries()) checkShape(item, shape!, `${path}[${index}]`);
}

function checkKeys(
  { entries }: LocatedMap,
  { properties = {}, additionalProperties = false, required = [] }: Shape,
  path: string,
  start: number,
): void {
  for (const [key, { line, value }] of entries) {
    const shape = Object.hasOwn(properties, key) ? properties[key]! : additionalProperties;
    const inner = path === "" ? key : `${path}.${key}`;
    if (shape) checkShape(value, shape, inner);
    else throw new ConfigError(line, unknownKey(key, path, properties));
  }
  const missing = required.find((key) => !entries.has(key));
  if (missing !== undefined) throw new ConfigError(start, `${quote(path)} has no ${quote(missing)}`);
}

function unknownKey(key: string, path: string, properties: NonNullable<Shape["properties"]>): string {
  if (Object.hasOwn(properties, key)) return `${quote(key)} stands on the command line only`;
  const known = Object.keys(properties).filter((name) => properties[name]);
  const where = path === "" ? "" : ` in ${quote(path)}`;
  return `unknown key ${quote(key)}${where}: ${known.length > 0 ? suggestName(key, known) : "it takes none"}`;
}

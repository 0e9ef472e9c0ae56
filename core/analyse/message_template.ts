import { UsageError } from "../model/errors.ts";
import type { RuleSettings } from "../model/rule.ts";
import { quote } from "../model/escape.ts";
import { formatCount } from "../model/format_count.ts";
import type { Expressions } from "./expressions.ts";
import type { Facts } from "./facts.ts";

/** How a value in a message is written. */
const FORMS: Readonly<Record<string, (value: unknown, noun: string) => string>> = {
  /** With thousands separators. */
  count: (value) => formatCount(Number(value)),
  /** With a noun behind it, in the plural where it is not one. */
  counted: (value, noun) => `${formatCount(Number(value))} ${noun}${Number(value) === 1 ? "" : "s"}`,
  /** Three significant digits. */
  figure: (value) => Number(value).toPrecision(3),
  /** As a percentage with one digit. */
  share: (value) => `${(100 * Number(value)).toFixed(1)} %`,
  /** As it is. */
  number: (value) => String(value),
  quoted: (value) => quote(String(value)),
};

/** A message with its expressions compiled. */
export type Message = (facts: Facts, limits: RuleSettings) => string;

/**
 * Compiles a message: `{new.nan - old.nan | count} NaN`.
 *
 * @throws {UsageError} if a form is not known or an expression is wrong.
 */
export function compileMessage(template: string, expressions: Expressions): Message {
  const parts = template.split(/\{([^{}]*)\}/);
  // One text for all, not one for each of 100,000 tensors.
  if (parts.length === 1) return () => template;
  const pieces = parts.map((part, index) => index % 2 === 0 ? () => part : compilePiece(part, expressions));
  return (facts, limits) => pieces.map((piece) => piece(facts, limits)).join("");
}

function compilePiece(part: string, expressions: Expressions): Message {
  const bar = part.lastIndexOf("|");
  const [name = "number", ...noun] = bar < 0 ? [] : part.slice(bar + 1).trim().split(" ");
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (!form) throw new UsageError(`Message form ${quote(name)} is not known: ${Object.keys(FORMS).join(", ")} are`);
  const expression = expressions.value((bar < 0 ? part : part.slice(0, bar)).trim());
  return (facts, limits) => form(expression(facts, limits), noun.join(" "));
}

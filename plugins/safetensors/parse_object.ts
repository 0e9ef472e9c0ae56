import { quote } from "../../core/model/escape.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { findDuplicateKey } from "./duplicate_key.ts";

/** JSON's own object: any keys, `__proto__` included. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON text and where it lies. */
export interface JsonText {
  readonly text: string;
  /** Of its first byte in the file. */
  readonly offset: number;
  /** What it is, for messages: `header`. */
  readonly what: string;
}

/**
 * The object that a JSON text is.
 *
 * @param isKnown Whether a text before this one had a key of the same object.
 * @throws {FormatError} if it is not JSON, no object, or has a key twice.
 */
export function parseObject(json: JsonText, context: LoadContext, isKnown?: (key: string) => boolean): JsonObject {
  const { text, what } = json;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return invalidJson(json, errorIndex(cause, text), context);
  }
  if (!isObject(value)) return context.fail(`its ${what} is not a JSON object`, placeAt(json, 0));
  const duplicate = findDuplicateKey(text, value, isKnown);
  if (duplicate) {
    context.fail(`its ${what} has the name ${quote(duplicate.key)} twice`, placeAt(json, duplicate.index));
  }
  return value;
}

/** Stops loading: the text is not JSON from that character on. */
export function invalidJson(json: JsonText, index: number, context: LoadContext): never {
  return context.fail(`its ${json.what} is not valid JSON`, placeAt(json, index));
}

/** Whether a parsed value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where a character of a JSON text lies in the file. */
export function placeAt({ text, offset }: JsonText, index: number): { readonly offset: number } {
  return { offset: offset + new TextEncoder().encode(text.slice(0, index)).length };
}

/** Where parsing failed, as far as the engine tells: of some tokens it says no more than that they are wrong. */
function errorIndex(error: unknown, text: string): number {
  const message = String(error);
  const match = /at position (\d+)/.exec(message);
  return match ? Number(match[1]) : message.includes("Unexpected end") ? text.length : 0;
}

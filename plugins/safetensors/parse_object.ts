import { quote } from "../../core/model/escape.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { findDuplicateKey } from "./duplicate_key.ts";

/** JSON's own object: any keys, `__proto__` included. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object and the text that it was parsed from. */
export interface ParsedObject {
  readonly value: JsonObject;
  readonly text: string;
}

/**
 * The object that a JSON text is; `what` names the text for messages, `offset`
 * is where it lies in the file.
 *
 * @throws {FormatError} if it is not UTF-8, not JSON, no object, or has a key twice.
 */
export function parseObject(bytes: Uint8Array, offset: number, what: string, context: LoadContext): ParsedObject {
  const text = decode(bytes);
  if (text === null) return context.fail(`its ${what} is not valid UTF-8`, { offset });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return context.fail(`its ${what} is not valid JSON`, { offset: offset + byteAt(text, errorIndex(cause)) });
  }
  if (!isObject(value)) return context.fail(`its ${what} is not a JSON object`, { offset });
  const duplicate = findDuplicateKey(text, value);
  if (duplicate) {
    const place = { offset: offset + byteAt(text, duplicate.index) };
    context.fail(`its ${what} has the name ${quote(duplicate.key)} twice`, place);
  }
  return { value, text };
}

/** Whether a parsed value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where parsing failed, if the engine tells. */
function errorIndex(error: unknown): number {
  const match = /at position (\d+)/.exec(String(error));
  return match ? Number(match[1]) : 0;
}

/** Where a character of a text lies among its UTF-8 bytes. */
export function byteAt(text: string, index: number): number {
  return new TextEncoder().encode(text.slice(0, index)).length;
}

import { bytesOf } from "./read_args.ts";
import { isContainer, PickleObject, PickleTuple, type PickleValue, typeOf } from "./value.ts";

const LONGEST = 200;

/** A value as Python writes it, for the key of a dictionary; cut at about 200 characters. */
export function keyText(value: PickleValue): string {
  const parts: string[] = [];
  let length = 0;
  // A stack of what is still to be written, since tuples can be nested to any depth.
  const open: (PickleValue | { readonly text: string })[] = [value];
  while (open.length > 0) {
    const next = open.pop()!;
    const text = isText(next) ? next.text : next instanceof PickleTuple ? openTuple(next, open) : atomText(next);
    parts.push(text);
    if ((length += text.length) > LONGEST) return parts.join("").slice(0, LONGEST) + "...";
  }
  return parts.join("");
}

/**
 * Keys of a dict as texts, one for each, all different for different keys. A
 * text key stands for itself, unless a key of another type is written alike:
 * then the text is quoted (`1` and `"1"`).
 *
 * @example
 * ```ts
 * import { keyTexts } from "./key_text.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(keyTexts([1n, "1", null, "a"]), ["1", '"1"', "None", "a"]);
 * ```
 */
export function keyTexts(stored: readonly PickleValue[]): readonly string[] {
  if (stored.every((key) => typeof key === "string")) return stored as readonly string[];
  const keys = stored.map((key) => key instanceof PickleObject ? bytesOf(key) ?? key : key);
  const others = new Map<string, PickleValue>();
  const texts = keys.map((key, index) => {
    if (typeof key === "string") return key;
    const text = keyText(key);
    if (!others.has(text)) others.set(text, key);
    // Long or opaque keys may be written alike without being equal.
    return isExact(key, text) || others.get(text) === key ? text : `${text} #${index}`;
  });
  const taken = new Set(texts.filter((_, index) => typeof keys[index] !== "string"));
  return texts.map((text, index) => {
    if (typeof keys[index] !== "string") return text;
    while (taken.has(text)) text = JSON.stringify(text);
    return text;
  });
}

function isText(value: unknown): value is { readonly text: string } {
  return typeof value === "object" && value !== null && "text" in value;
}

function isExact(key: PickleValue, text: string): boolean {
  return !text.endsWith("...") && (!isContainer(key) || key instanceof PickleTuple);
}

function openTuple({ items }: PickleTuple, open: (PickleValue | { readonly text: string })[]): string {
  open.push({ text: items.length === 1 ? ",)" : ")" });
  // More members than fit into the text need not be looked at.
  for (let i = Math.min(items.length, LONGEST) - 1; i >= 0; i--) {
    open.push(items[i]!);
    if (i > 0) open.push({ text: ", " });
  }
  return "(";
}

function atomText(value: PickleValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : `${value}`;
  if (typeof value === "string") return JSON.stringify(value.slice(0, LONGEST + 1));
  if (value instanceof Uint8Array) return bytesText(value.subarray(0, LONGEST + 1));
  if (value.kind === "global") return value.qualifiedName;
  if (value.kind === "object" && isContainer(value.callable) && value.callable.kind === "global") {
    return `<${value.callable.qualifiedName}>`;
  }
  return `<${typeOf(value)}>`;
}

function bytesText(bytes: Uint8Array): string {
  const printable = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  const text = Array.from(
    bytes,
    (byte) => printable(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `b'${text.join("")}'`;
}
